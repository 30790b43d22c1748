import { isOver } from "../../domain/session/close-reason"
import type { PluginContext } from "../context"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Succeeds when Inbank has already said that the contract is off. Otherwise it enqueues and refuses: a success would leave
 * an order on a dead contract, or a live contract without one. Medusa asks for it when an order is cancelled, when it is
 * edited, and when a completion is rolled back; which of them it was, reconciling sees in what Medusa has afterwards.
 * Medusa only logs the refusal.
 */
export async function cancel(plugin: PluginContext, paymentId: string | undefined): Promise<void> {
  // No id: Medusa rolls back a completion that lost a race, while the winner's order stands.
  if (paymentId === undefined) return
  const context = await plugin.medusa.payments.findPayment(paymentId)
  const found = await rowById(plugin, context?.purchase_reference)
  // A payment that pays for nothing: what becomes of the contract is decided elsewhere.
  if (!found || !context?.counts) return
  const { row } = found
  if (isOver(row.session_status, row.contract_status)) return
  await plugin.store.notifications.enqueue(row.id, false)
  throw notAllowed(
    "The contract is looked after at Inbank first; the payment follows as soon as Inbank confirms it.",
  )
}
