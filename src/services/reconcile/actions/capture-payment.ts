import * as payments from "../../../medusa/payments"
import { readMedusaState } from "../../../medusa/state"
import type { ActionContext } from "./context"

export async function capturePayment({ container, row }: ActionContext): Promise<void> {
  const { state, order } = await readMedusaState(container, row)
  if (!order || state.kind !== "order" || state.payment !== "authorized") return
  await payments.capturePayment(container, order.paymentId)
}
