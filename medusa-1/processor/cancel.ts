import { standing } from "../domain/session/lifecycle"
import { isOver } from "../domain/session/close-reason"
import { inbankState } from "../domain/session/reading"
import { cancelContract } from "../reconcile/actions"
import type { PluginContext } from "../reconcile/context"
import { upToDate, type AskableRow } from "../reconcile/observe"
import type { Data } from "../reconcile/row-of-data"
import { notAllowed } from "./answers"
import { neededRow } from "./needed-row"

/**
 * Cancels the contract, which is possible while it is only granted. Medusa 1 calls this for captured payments too and
 * cancels the order on any success: if Inbank has paid, it is refused.
 * @throws {MedusaError|InbankError} and then the order is not cancelled.
 */
export async function cancel(plugin: PluginContext, data: Data): Promise<AskableRow> {
  const row = await upToDate(plugin, await neededRow(plugin, data))
  if (isOver(row.session_status, row.contract_status)) return row
  const now = standing(inbankState(row, plugin.account))
  switch (now) {
    case "refused":
      return row
    case "granted":
      return await cancelGranted(plugin, row)
    case "undecided":
      throw notAllowed("Inbank has not decided on this contract yet. Try again in a minute.")
    case "activating":
    case "financed":
      throw financed()
  }
}

async function cancelGranted(plugin: PluginContext, row: AskableRow): Promise<AskableRow> {
  if (plugin.account.productType === "pay_next_month" || !row.contract_uuid) {
    throw notAllowed("Cancel this purchase in Inbank's Partner Portal first, then cancel the order here.")
  }
  // Whatever happens to this call, the sweep checks the row: an order with a cancelled contract must not be shipped.
  await plugin.sessions.enqueue({ id: row.id })
  const after = await cancelContract(plugin, row)
  if (isOver(after.session_status, after.contract_status)) return after
  throw financed()
}

function financed() {
  return notAllowed(
    "Inbank has financed this order: it cannot be cancelled. Refund it in full instead, or withdraw the contract in the Partner Portal first.",
  )
}
