import { cancelContract as cancelAtInbank } from "../core/inbank/cancel-contract"
import type { Step } from "../domain/plan/outcome"
import { completeCart } from "./complete-cart"
import { IDENTIFIER, type PluginContext } from "./context"
import { readMedusaState } from "./medusa-state"
import { observe, type AskableRow } from "./observe"
import { restoring } from "./restoring"

/**
 * Carries out one step of a plan. A second time does no harm: Medusa and Inbank refuse what was done, and where they
 * would not, the step reads again first.
 * @throws {OrderNotPlaced} when Medusa refuses to complete the cart; otherwise any error of Medusa's or Inbank's.
 */
export async function carryOut(step: Step, plugin: PluginContext, row: AskableRow): Promise<void> {
  switch (step) {
    case "restore_payment_session":
      return await restorePaymentSession(plugin, row)
    case "complete_cart":
      return await completeCart(plugin, row)
    case "capture_payment":
      return await capturePayment(plugin, row)
    case "cancel_payment":
      return await cancelPayment(plugin, row)
    case "cancel_contract":
      await cancelContract(plugin, row)
      return
    case "authorize_payment":
    case "take_back_order":
    case "remove_left_capture":
    case "remove_left_refund":
    case "finish_refund":
    case "book_refund":
      throw new Error(`${step} is never planned on Medusa 1, whose payments are written in one transaction`)
  }
}

/** Cancels a granted contract. @returns what Inbank says afterwards: no longer `granted`. @throws see core/inbank/cancel-contract. */
export async function cancelContract(plugin: PluginContext, row: AskableRow): Promise<AskableRow> {
  const { account, client } = plugin
  return await cancelAtInbank(client, account, row, async () => await observe(plugin, row))
}

/** Medusa dropped its payment session, but the cart again has the price that Inbank agreed to. */
async function restorePaymentSession({ services }: PluginContext, row: AskableRow): Promise<void> {
  await restoring(row, async () => {
    await services.manager.transaction(async (transaction) => {
      const carts = services.cartService.withTransaction(transaction)
      await carts.setPaymentSessions(row.cart_id)
      await carts.setPaymentSession(row.cart_id, IDENTIFIER)
    })
  })
}

async function capturePayment(plugin: PluginContext, row: AskableRow): Promise<void> {
  const { state, order } = await readMedusaState(plugin, row)
  if (!order || state.kind !== "order" || state.payment !== "authorized") return
  await plugin.services.orderService.capturePayment(order.id)
  // Medusa hides a failed capture: the order then "requires action".
  const { payment } = await readMedusaState(plugin, row)
  if (!payment?.captured_at) throw new Error("Medusa did not book the capture")
}

async function cancelPayment(plugin: PluginContext, row: AskableRow): Promise<void> {
  const { state, payment } = await readMedusaState(plugin, row)
  if (!payment) return
  if (state.kind === "open_cart") return await plugin.medusa.dropPayment(payment.id, row.cart_id)
  if (state.kind !== "order" || state.payment !== "authorized") return
  await plugin.services.paymentProviderService.cancelPayment({ id: payment.id, provider_id: IDENTIFIER })
}
