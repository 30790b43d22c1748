import type { CallOptions } from "../client"
import { sessionStatus, standing } from "../domain/session/lifecycle"
import { inbankState, observationOf, withoutSteppingBack } from "../domain/session/reading"
import type { InbankSession } from "../models/inbank-session"
import type { PluginContext } from "./context"
import { FRESH_MS, INTERACTIVE_ASK_MS } from "../domain/timeouts"

/** A row whose session at Inbank is known by its uuid: the others cannot be asked about. */
export type AskableRow = InbankSession & { pos_session_uuid: string }

export function hasSession(row: InbankSession): row is AskableRow {
  return row.pos_session_uuid !== null
}

/** Somebody waits, and Medusa 1 holds a database connection meanwhile. */
export const INTERACTIVE = { interactive: true, timeoutMs: INTERACTIVE_ASK_MS }

export function isFresh(plugin: PluginContext, row: InbankSession, now: Date): boolean {
  if (row.checked_at === null) return false
  if (standing(inbankState(row, plugin.account)) === "refused") return true
  const isRung = row.rung_at !== null && row.rung_at > row.checked_at
  return now.getTime() - row.checked_at.getTime() < FRESH_MS && !isRung
}

/**
 * Asks Inbank and keeps the answer: GET the session and, once it is completed, GET its contract. The contract of Pay
 * next month is shared between purchases and never read.
 * @throws {InbankError}
 */
export async function observe(
  plugin: PluginContext,
  row: AskableRow,
  call: CallOptions = { timeoutMs: INTERACTIVE_ASK_MS },
): Promise<AskableRow> {
  const { account, client, sessions } = plugin
  const askedAt = await sessions.now()
  const session = await client.posSessions.get(row.pos_session_uuid, call)
  const contractUuid = session.creditContractUuid ?? row.contract_uuid
  const hasContract = sessionStatus(session.status) === "completed" || row.contract_status !== null
  const contract =
    account.productType !== "pay_next_month" && hasContract && contractUuid
      ? await client.contracts.get(contractUuid, call)
      : undefined
  const { seen, contradiction } = withoutSteppingBack(row, observationOf(session, contract))
  if (contradiction) plugin.logger.warn(`Inbank: session ${row.id} contradicts itself: ${contradiction}`)
  const after = await sessions.recordObservation(row.id, seen, askedAt)
  return { ...after, pos_session_uuid: row.pos_session_uuid }
}

/** The row as it is if it was asked about a moment ago, else after Inbank was asked. @throws {InbankError} */
export async function upToDate(plugin: PluginContext, row: AskableRow): Promise<AskableRow> {
  if (isFresh(plugin, row, await plugin.sessions.now())) return row
  return await observe(plugin, row, INTERACTIVE)
}
