import type { PluginContext } from "./context"
import { hasSession } from "../domain/session/freshness"
import type { AskableRow } from "./observe"

export type Data = Record<string, unknown>

/** The row that the data of a session or payment belong to; browsers cannot write into them (`updatePaymentData`). */
export async function rowOfData(plugin: PluginContext, data: Data): Promise<AskableRow | undefined> {
  const reference = data.purchase_reference
  const row = typeof reference === "string" ? await plugin.sessions.find(reference) : undefined
  return row && hasSession(row) ? row : undefined
}
