import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { enqueueForPayment } from "../services/reconcile/enqueue-for-medusa"

/** A payment was refunded: what waited for it, such as the warning that its contract is terminated, is over. */
export default async function inbankPaymentRefunded({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await enqueueForPayment(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: "payment.refunded",
  context: { subscriberId: "inbank-payment-refunded" },
}
