import { lookAtOrder, type OrderEvent } from "../reconcile/enqueue-for-order"

export default async function ring(event: OrderEvent): Promise<void> {
  await lookAtOrder(event)
}

export const config = { event: "order.shipment_created" }
