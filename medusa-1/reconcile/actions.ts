import type { Step } from "../domain/plan/plan"
import { cancelContract } from "./cancel-contract"
import { completeCart } from "./complete-cart"
import { IDENTIFIER, type Inbank } from "./context"
import { readMedusaSide } from "./medusa-state"
import type { AskableRow } from "./observe"
import { restoring } from "./restoring"

/**
 * Carries out one step of a plan. Done twice it does no harm: Medusa and Inbank refuse what was done, and where they
 * would not, the step looks again first.
 * @throws {OrderNotPlaced} when Medusa refuses to complete the cart; any error of Medusa's or Inbank's otherwise.
 */
export async function carryOut(step: Step, inbank: Inbank, row: AskableRow): Promise<void> {
  switch (step) {
    case "restore_payment_session":
      return await restorePaymentSession(inbank, row)
    case "complete_cart":
      return await completeCart(inbank, row)
    case "capture_payment":
      return await capturePayment(inbank, row)
    case "cancel_payment":
      return await cancelPayment(inbank, row)
    case "cancel_contract":
      await cancelContract(inbank, row)
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

/** Medusa dropped its payment session, but the cart is again what Inbank agreed to. */
async function restorePaymentSession({ services }: Inbank, row: AskableRow): Promise<void> {
  await restoring(row, async () => {
    await services.manager.transaction(async (transaction) => {
      const carts = services.cartService.withTransaction(transaction)
      await carts.setPaymentSessions(row.cart_id)
      await carts.setPaymentSession(row.cart_id, IDENTIFIER)
    })
  })
}

async function capturePayment(inbank: Inbank, row: AskableRow): Promise<void> {
  const { side, order } = await readMedusaSide(inbank, row)
  if (!order || side.kind !== "order" || side.payment !== "authorized") return
  await inbank.services.orderService.capturePayment(order.id)
  // Medusa keeps a failed capture to itself: the order then "requires action".
  const { payment } = await readMedusaSide(inbank, row)
  if (!payment?.captured_at) throw new Error("Medusa did not book the capture")
}

async function cancelPayment(inbank: Inbank, row: AskableRow): Promise<void> {
  const { side, payment } = await readMedusaSide(inbank, row)
  if (!payment) return
  if (side.kind === "open_cart") return await inbank.medusa.dropPayment(payment.id, row.cart_id)
  if (side.kind !== "order" || side.payment !== "authorized") return
  await inbank.services.paymentProviderService.cancelPayment({ id: payment.id, provider_id: IDENTIFIER })
}
