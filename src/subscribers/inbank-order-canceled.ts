import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { enqueueForOrder } from "../services/reconcile/enqueue-for-medusa"

/** The merchant cancelled an order: its contract is cancelled at Inbank. */
export default async function inbankOrderCanceled({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await enqueueForOrder(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: "order.canceled",
  context: { subscriberId: "inbank-order-canceled" },
}
