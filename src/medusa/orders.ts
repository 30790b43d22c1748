import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { readOne } from "./read-one"

const orderSchema = z.object({ created_at: z.coerce.date() })
const fulfillmentSchema = z.object({ order: z.object({ id: z.string() }).nullish() })

export async function orderPlacedAt(container: MedusaContainer, orderId: string): Promise<Date | undefined> {
  const found = await readOne(container, "order", ["created_at"], orderId)
  return orderSchema.safeParse(found).data?.created_at
}

/** The order that a fulfillment belongs to. */
export async function orderOfFulfillment(
  container: MedusaContainer,
  fulfillmentId: string,
): Promise<string | undefined> {
  const found = await readOne(container, "fulfillment", ["order.id"], fulfillmentId)
  return fulfillmentSchema.safeParse(found).data?.order?.id
}

export async function cancelOrder(container: MedusaContainer, orderId: string): Promise<void> {
  await cancelOrderWorkflow(container).run({ input: { order_id: orderId } })
}

/** Ends a change of an order: a change that is written down is confirmed, any other is cancelled. */
export async function endOrderChange(
  container: MedusaContainer,
  { id, is_written_down }: { id: string; is_written_down: boolean },
): Promise<void> {
  const orders: IOrderModuleService = container.resolve(Modules.ORDER)
  await (is_written_down ? orders.confirmOrderChange(id) : orders.cancelOrderChange(id))
}

/** Emits what Medusa emits for an order that it has placed: subscribers' mails and stock rely on it. */
export async function emitOrderPlaced(container: MedusaContainer, orderId: string): Promise<void> {
  await container.resolve(Modules.EVENT_BUS).emit({ name: "order.placed", data: { id: orderId } })
}
