import { isOver } from "../../domain/session/close-reason"
import type { PluginContext } from "../context"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Succeeds when Inbank has already said that the contract is cancelled. Otherwise it enqueues and refuses: a success
 * would leave an order with a dead contract, or a living contract without an order. Medusa asks for it when an order is
 * cancelled, when it is edited, and when a completion is rolled back; reconciling sees in what Medusa has afterwards
 * which of them it was. Medusa only logs the refusal.
 */
export async function cancel(plugin: PluginContext, paymentId: string | undefined): Promise<void> {
  // No id: Medusa rolls back a completion that lost a race, while the winner's order stays.
  if (paymentId === undefined) return
  const context = await plugin.medusa.payments.findPayment(paymentId)
  const found = await rowById(plugin, context?.purchase_reference)
  // A payment that pays for nothing: what happens to the contract is decided elsewhere.
  if (!found || !context?.counts) return
  const { row } = found
  if (isOver(row.session_status, row.contract_status)) return
  await plugin.store.notifications.enqueue(row.id, false)
  throw notAllowed(
    "The contract is looked after at Inbank first; the payment follows as soon as Inbank confirms it.",
  )
}
