import type { Step } from "../../../domain/plan/outcome"
import { createPaymentSession } from "../../../medusa/payments"
import { cancelContract } from "../../session/cancel-contract"
import { authorizePayment } from "./authorize-payment"
import { bookRefund } from "./book-refund"
import { cancelPayment } from "./cancel-payment"
import { capturePayment } from "./capture-payment"
import { completeCart } from "./complete-cart"
import type { ActionContext } from "./context"
import { finishRefund } from "./finish-refund"
import { removeLeftBehind } from "./remove-left-behind"
import { isRolledBack, rollBackOrder } from "./roll-back-order"

/**
 * Carries out one step of a plan. A second time does no harm: Medusa's workflows and Inbank refuse what was done, and
 * where they would not, the action reads again first.
 * @returns what was done, for the audit log.
 * @throws {OrderNotPlaced} when Medusa refuses to complete the cart; otherwise any error of Medusa's or Inbank's.
 */
export async function carryOut(step: Step, context: ActionContext): Promise<Step> {
  // Medusa was rolling this order back: it must not be paid for.
  if (step === "authorize_payment" && (await isRolledBack(context))) return "take_back_order"
  await act(step, context)
  return step
}

async function act(step: Step, context: ActionContext): Promise<void> {
  const { container, row } = context
  switch (step) {
    case "restore_payment_session":
      // Medusa drops its payment sessions whenever a total changes, also when it changes back. Ours is bound to the new
      // one.
      return await createPaymentSession(container, row.payment_collection_id, row.account_id)
    case "complete_cart":
      return await completeCart(context)
    case "authorize_payment":
      return await authorizePayment(context)
    case "capture_payment":
      return await capturePayment(context)
    case "cancel_payment":
      return await cancelPayment(context)
    case "cancel_contract":
      await cancelContract(context)
      return
    case "take_back_order":
      return await rollBackOrder(context)
    case "remove_left_capture":
      return await removeLeftBehind("capture", context)
    case "remove_left_refund":
      return await removeLeftBehind("refund", context)
    case "finish_refund":
      return await finishRefund(context)
    case "book_refund":
      return await bookRefund(context)
  }
}
