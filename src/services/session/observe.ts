import type { CallOptions, Contract, InbankClient } from "../../client"
import type { Account } from "../../domain/account/account"
import { sessionStatus, standing } from "../../domain/session/lifecycle"
import { observationOf, withoutSteppingBack } from "../../domain/session/reading"
import { inbankState, type SessionRow } from "../../modules/inbank/store"
import { InbankEvents } from "../problems/events"
import type { PluginContext } from "../context"
import { emitEvent } from "../problems/report"
import { FRESH_MS, PATIENT_ASK_MS } from "../../domain/timeouts"

/** What set a pass off: it stands in the audit log. */
export type Trigger =
  | "callback"
  | "return"
  | "cancel"
  | "sweep"
  | "start"
  | "medusa"
  | "checkout"
  | "capture"
  | "refund"
  | "admin"

/**
 * True when the row already holds all there is to know: Inbank has spoken its last word, or we asked a moment ago
 * and no notification came since. It saves the question that cart completion would ask right after reconciling.
 */
export function isFresh(row: SessionRow, account: Account, now: Date): boolean {
  if (row.checked_at === null) return false
  switch (standing(inbankState(row, account))) {
    case "refused":
      return true
    case "undecided":
    case "granted":
    case "activating":
    case "financed":
      return ageOfAnswer(row, now) < FRESH_MS && !isNotifiedSince(row)
  }
}

/** Milliseconds since we asked for the answer that the row holds. */
export function ageOfAnswer(row: SessionRow, now: Date): number {
  return row.checked_at === null ? Infinity : now.getTime() - row.checked_at.getTime()
}

/** A notification came since then: Inbank's side may have changed. */
export function isNotifiedSince(row: SessionRow): boolean {
  return row.rung_at !== null && (row.checked_at === null || row.rung_at > row.checked_at)
}

/**
 * Asks Inbank and keeps the answer: GET the session and, once it is completed, GET its contract. The contract of Pay
 * next month is shared between purchases and never read (https://docs.inbank.eu/api/epos-flow/section/api-requests).
 * What is new goes into the audit log and is emitted to subscribers (`inbank.session.updated`).
 * @param now the database's time, of whoever has just read it.
 * @throws {InbankError}
 */
export async function observe(
  plugin: PluginContext,
  account: Account,
  row: AskableRow,
  source: Trigger,
  call: CallOptions = { timeoutMs: PATIENT_ASK_MS },
  now?: Date,
): Promise<SeenRow> {
  const askedAt = now ?? (await plugin.store.sessions.now())
  const client = plugin.client(account)
  const session = await client.posSessions.get(row.pos_session_uuid, call)
  const contractUuid = session.creditContractUuid ?? row.contract_uuid ?? undefined
  // What becomes of a completed session later is UNKNOWN: a contract that was read once is read on.
  const isActivated = sessionStatus(session.status) === "completed" || row.contract_status !== null
  const contract = await askForContract(client, account, contractUuid, isActivated, call)
  const { seen, contradiction } = withoutSteppingBack(row, observationOf(session, contract))
  const asked = { askedAt, source, before: statusText(row) }
  const { row: after, isNews } = await plugin.store.sessions.recordObservation(row.id, seen, asked)
  if (isNews) {
    const { id, session_status, contract_status } = after
    await emitEvent(plugin, {
      name: InbankEvents.SESSION_UPDATED,
      data: { id, session_status, contract_status },
    })
  }
  return { ...after, pos_session_uuid: row.pos_session_uuid, contradiction, contract }
}

/** Inbank's words as they stand in the row. */
export function statusText(row: SessionRow): string {
  return [row.session_status, row.contract_status].filter(Boolean).join(", contract ")
}

async function askForContract(
  client: InbankClient,
  account: Account,
  uuid: string | undefined,
  isActivated: boolean,
  call: CallOptions,
): Promise<Contract | undefined> {
  if (account.productType === "pay_next_month" || !isActivated || !uuid) return undefined
  return await client.contracts.get(uuid, call)
}

/** A row whose session at Inbank is known by its uuid. */
export type AskableRow = SessionRow & { pos_session_uuid: string }

/** A row after Inbank was asked. */
export type SeenRow = AskableRow & {
  /** What Inbank took back of what it had said for good, if anything. */
  contradiction?: string
  /** The contract as Inbank showed it, where it was asked for. */
  contract?: Contract
}

/** True for a row whose session at Inbank is known by its uuid: the others cannot be asked about. */
export function hasSession(row: SessionRow): row is AskableRow {
  return row.pos_session_uuid !== null
}
