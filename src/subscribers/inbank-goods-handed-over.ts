import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { orderOfFulfillment } from "../medusa/orders"
import { enqueueForOrder } from "../services/reconcile/enqueue-for-medusa"

/**
 * Goods of an order were shipped, or delivered without a shipment: its contract is approved if the account approves on
 * shipment.
 */
export default async function inbankGoodsHandedOver({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const orderId = await orderOfFulfillment(container, event.data.id)
  if (orderId) await enqueueForOrder(container, orderId)
}

export const config: SubscriberConfig = {
  event: ["shipment.created", "delivery.created"],
  context: { subscriberId: "inbank-goods-handed-over" },
}
