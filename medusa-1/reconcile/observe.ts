import type { CallOptions } from "../client"
import { askInbank } from "../core/inbank/ask"
import { isFresh, type Askable } from "../domain/session/freshness"
import { INTERACTIVE_ASK_MS } from "../domain/timeouts"
import type { InbankSession } from "../models/inbank-session"
import type { PluginContext } from "./context"

/** A row whose session at Inbank has a known uuid. */
export type AskableRow = Askable<InbankSession>

/** Somebody waits, and Medusa 1 holds a database connection meanwhile. */
export const INTERACTIVE = { interactive: true, timeoutMs: INTERACTIVE_ASK_MS }

/**
 * Asks Inbank and keeps the answer.
 * @throws {InbankError}
 */
export async function observe(
  plugin: PluginContext,
  row: AskableRow,
  call: CallOptions = { timeoutMs: INTERACTIVE_ASK_MS },
): Promise<AskableRow> {
  const { account, client, sessions } = plugin
  const askedAt = await sessions.now()
  const { seen, contradiction } = await askInbank(client, account, row, call)
  if (contradiction) plugin.logger.warn(`Inbank: session ${row.id} contradicts itself: ${contradiction}`)
  const after = await sessions.recordObservation(row.id, seen, askedAt)
  return { ...after, pos_session_uuid: row.pos_session_uuid }
}

/** The row as it is if Inbank was asked a moment ago, otherwise after Inbank was asked. @throws {InbankError} */
export async function upToDate(plugin: PluginContext, row: AskableRow): Promise<AskableRow> {
  if (isFresh(row, plugin.account, await plugin.sessions.now())) return row
  return await observe(plugin, row, INTERACTIVE)
}
