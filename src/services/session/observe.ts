import type { CallOptions } from "../../client"
import { askInbank, type Answer } from "../../core/inbank/ask"
import type { Account } from "../../domain/account/account"
import type { Askable } from "../../domain/session/freshness"
import { PATIENT_ASK_MS } from "../../domain/timeouts"
import type { SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { InbankEvents } from "../problems/events"
import { emitEvent } from "../problems/report"

/** What set a pass off: kept in the audit log. */
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

/** A row whose session at Inbank has a known uuid. */
export type AskableRow = Askable<SessionRow>

/** A row after Inbank was asked. */
export type SeenRow = AskableRow & Pick<Answer, "contradiction" | "contract">

/**
 * Asks Inbank and keeps the answer. What is new is written to the audit log and emitted to subscribers
 * (`inbank.session.updated`).
 * @param now the database's time, from a caller that has just read it.
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
  const { seen, contradiction, contract } = await askInbank(plugin.client(account), account, row, call)
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

/** Inbank's words as the row has them. */
export function statusText(row: SessionRow): string {
  return [row.session_status, row.contract_status].filter(Boolean).join(", contract ")
}
