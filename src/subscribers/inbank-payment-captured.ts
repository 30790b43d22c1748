import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { enqueueForPayment } from "../services/reconcile/enqueue-for-medusa"

/** A payment was captured: if Inbank agrees, its session is finished and need not be checked again. */
export default async function inbankPaymentCaptured({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await enqueueForPayment(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: "payment.captured",
  context: { subscriberId: "inbank-payment-captured" },
}
