import { standing, type Standing } from "../../domain/session/lifecycle"
import { toDecimal, toMinorUnits } from "../../domain/money"
import type { ListedSession } from "../../medusa/sql"
import { cartOf, inbankState, type AuditEvent } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { openProblems, type ProblemView } from "./problem-view"

/** A session as a list shows it. Amounts in major units; nothing in it is secret. */
export interface SessionView {
  /** Also Inbank's `purchaseReference`. */
  id: string
  account_id: string
  amount: string
  currency: string
  /** Null when the provider entry that made it is gone from medusa-config. */
  standing: Standing | null
  session_status: string | null
  contract_status: string | null
  contract_number: string | null
  pos_session_uuid: string | null
  /** Null when its cart is gone. */
  cart_id: string | null
  order_id: string | null
  display_id: number | null
  closed_reason: string | null
  last_error: string | null
  created_at: Date
  checked_at: Date | null
  next_check_at: Date | null
  valid_until: Date
  open_problems: number
}

/** One session with everything that is known about it. */
export interface SessionDetail {
  session: SessionView & {
    payment_session_id: string | null
    payment_id: string | null
    contract_uuid: string | null
    partner_portal_url: string | null
  }
  /** Oldest first. */
  events: AuditEvent[]
  problems: ProblemView[]
}

export function sessionView(plugin: PluginContext, row: ListedSession): SessionView {
  const { id, account_id, currency, session_status, contract_status, contract_number } = row
  const { pos_session_uuid, order_id, display_id, closed_reason, last_error, open_problems } = row
  const { created_at, checked_at, next_check_at, valid_until } = row
  const account = plugin.accounts.get(account_id)
  return {
    ...{ id, account_id, amount: toDecimal(toMinorUnits(row.amount)), currency },
    standing: account ? standing(inbankState(row, account)) : null,
    ...{ session_status, contract_status, contract_number, pos_session_uuid, cart_id: cartOf(row) },
    ...{ order_id, display_id, closed_reason, last_error },
    ...{ created_at, checked_at, next_check_at, valid_until, open_problems },
  }
}

/** @returns nothing when there is no such session. */
export async function sessionDetail(plugin: PluginContext, id: string): Promise<SessionDetail | undefined> {
  const row = await plugin.medusa.search.get(id)
  if (!row) return undefined
  const { payment_session_id, payment_id, contract_uuid } = row
  const partner_portal_url = plugin.accounts.get(row.account_id)?.partnerPortalUrl ?? null
  const more = { payment_session_id, payment_id, contract_uuid, partner_portal_url }
  return {
    session: { ...sessionView(plugin, row), ...more },
    events: await plugin.store.auditLog.of(id),
    problems: await openProblems(plugin, id),
  }
}
