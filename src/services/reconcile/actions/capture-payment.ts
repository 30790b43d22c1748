import * as payments from "../../../medusa/payments"
import type { ActionContext } from "./context"

export async function capturePayment({ container, medusa }: ActionContext): Promise<void> {
  const { state, order } = medusa
  if (!order || state.kind !== "order" || state.payment !== "authorized") return
  await payments.capturePayment(container, order.paymentId)
}
