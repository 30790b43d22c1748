import { isMadeBy } from "../domain/session/reading"
import type { PluginContext } from "../reconcile/context"
import type { AskableRow } from "../reconcile/observe"
import { rowOfData, type Data } from "../reconcile/row-of-data"
import { notAllowed } from "./answers"

/** @throws {MedusaError} when the payment is not known here, or its shop is another one. */
export async function neededRow(plugin: PluginContext, data: Data): Promise<AskableRow> {
  const row = await rowOfData(plugin, data)
  if (!row)
    throw notAllowed("No Inbank session is known for this payment. Look it up in Inbank's Partner Portal.")
  if (isMadeBy(row, plugin.account)) return row
  throw notAllowed(
    "This purchase was made with another shop or environment than medusa-config names now. See to it in that shop's Partner Portal.",
  )
}
