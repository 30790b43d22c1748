import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { enqueueForOrder } from "../services/reconcile/enqueue-for-medusa"

/**
 * Completes the session-to-order mapping, however the cart was completed, and approves at once if the account says so.
 */
export default async function inbankOrderPlaced({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await enqueueForOrder(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: "order.placed",
  context: { subscriberId: "inbank-order-placed" },
}
