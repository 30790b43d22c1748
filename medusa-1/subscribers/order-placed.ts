import { enqueueOrder, type OrderEvent } from "../reconcile/enqueue-for-order"

export default async function enqueue(event: OrderEvent): Promise<void> {
  await enqueueOrder(event)
}

export const config = { event: "order.placed" }
