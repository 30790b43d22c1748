import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import { ringForOrder } from "../services/reconcile/enqueue-for-medusa"

const fulfillmentSchema = z.object({ order: z.object({ id: z.string() }).nullish() })

/** Goods of an order were shipped, or delivered without a shipment: where the account approves on shipment, its contract is approved. */
export default async function inbankGoodsHandedOver({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "fulfillment",
    fields: ["order.id"],
    filters: { id: event.data.id },
  })
  const orderId = fulfillmentSchema.safeParse(data[0]).data?.order?.id
  if (orderId) await ringForOrder(container, orderId)
}

export const config: SubscriberConfig = {
  event: ["shipment.created", "delivery.created"],
  context: { subscriberId: "inbank-goods-handed-over" },
}
