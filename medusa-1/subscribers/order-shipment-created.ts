import { lookAtOrder, type OrderEvent } from "../settle/look-at-order"

export default async function ring(event: OrderEvent): Promise<void> {
  await lookAtOrder(event)
}

export const config = { event: "order.shipment_created" }
