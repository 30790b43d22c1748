import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import type { Account } from "../../../domain/account/account"
import type { Step } from "../../../domain/plan/plan"
import { cancelContract } from "../../session/cancel-contract"
import type { PluginContext } from "../../context"
import { completeCart } from "./complete-cart"
import { readMedusaState } from "../../../medusa/state"
import { bookRefund } from "./book-refund"
import { finishRefund } from "./finish-refund"
import type { AskableRow, Trigger } from "../../session/observe"
import { authorizePayment, isRolledBack, rollBackOrder } from "./unpaid-order"

export interface StepContext {
  container: MedusaContainer
  plugin: PluginContext
  account: Account
  row: AskableRow
  source: Trigger
}

/**
 * Carries out one step of a plan. Done twice it does no harm: Medusa's workflows and Inbank refuse what was done, and
 * where they would not, the step looks again first.
 * @returns what was done, for the audit log.
 * @throws {OrderNotPlaced} when Medusa refuses to complete the cart; any error of Medusa's or Inbank's otherwise.
 */
export async function carryOut(step: Step, context: StepContext): Promise<Step> {
  // Medusa was about to take this order back: it is not to be paid for.
  if (step === "authorize_payment" && (await isRolledBack(context))) return "take_back_order"
  await act(step, context)
  return step
}

async function act(step: Step, context: StepContext): Promise<void> {
  switch (step) {
    case "restore_payment_session":
      return await restorePaymentSession(context)
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

/** Medusa drops its payment sessions whenever a total changes, also when it changes back. Ours is bound to the new one. */
async function restorePaymentSession({ container, row }: StepContext): Promise<void> {
  await createPaymentSessionsWorkflow(container).run({
    input: { payment_collection_id: row.payment_collection_id, provider_id: row.account_id },
  })
}

async function capturePayment({ container, row }: StepContext): Promise<void> {
  const { state, order } = await readMedusaState(container, row)
  if (!order || state.kind !== "order" || state.payment !== "authorized") return
  await capturePaymentWorkflow(container).run({ input: { payment_id: order.paymentId } })
}

async function cancelPayment({ container, row }: StepContext): Promise<void> {
  const { state, payment } = await readMedusaState(container, row)
  if (!payment || (state.kind === "order" && state.payment !== "authorized")) return
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  // Left there, its session would lend the cancelled payment to the next order of this cart, unasked. It goes first:
  // then the payment pays for nothing, and its cancellation says nothing about the contract.
  if (state.kind !== "order") await payments.deletePaymentSession(payment.paymentSessionId)
  await payments.cancelPayment(payment.id)
  if (state.kind !== "order") return
  // Medusa counts the cancelled payment's session as authorized still, and the order's payment status with it.
  await payments.updatePaymentCollections(row.payment_collection_id, {
    status: PaymentCollectionStatus.CANCELED,
  })
}

/**
 * A process that dies in the middle of a capture or a refund leaves its row: every later capture is then "more than the
 * authorized amount", and the refund counts as done. Nothing is lost with the row; what really happened is Inbank's word.
 */
async function removeLeftBehind(
  kind: "capture" | "refund",
  { container, plugin, row }: StepContext,
): Promise<void> {
  const { payment } = await readMedusaState(container, row)
  if (!payment) return
  const left = await plugin.medusa.books.leftBehind(kind, payment.id)
  if (left.length === 0) return
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await (kind === "capture" ? payments.deleteCaptures(left) : payments.deleteRefunds(left))
}
