import * as payments from "../../../medusa/payments"
import { readMedusaState } from "../../../medusa/state"
import type { ActionContext } from "./context"

export async function cancelPayment({ container, row }: ActionContext): Promise<void> {
  const { state, payment } = await readMedusaState(container, row)
  if (!payment || (state.kind === "order" && state.payment !== "authorized")) return
  // The payment session is deleted first: otherwise Medusa would give the cancelled payment to the next order of this
  // cart. Then the payment pays for nothing, and its cancellation says nothing about the contract.
  if (state.kind !== "order") await payments.deletePaymentSession(container, payment.paymentSessionId)
  await payments.cancelPayment(container, payment.id)
  if (state.kind === "order") await payments.cancelCollection(container, row.payment_collection_id)
}
