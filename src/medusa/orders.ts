import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"

const orderSchema = z.object({ created_at: z.coerce.date() })
const fulfillmentSchema = z.object({ order: z.object({ id: z.string() }).nullish() })

export async function orderPlacedAt(container: MedusaContainer, orderId: string): Promise<Date | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["created_at"], filters: { id: orderId } })
  return orderSchema.safeParse(data[0]).data?.created_at
}

/** The order whose goods a fulfillment holds. */
export async function orderOfFulfillment(
  container: MedusaContainer,
  fulfillmentId: string,
): Promise<string | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "fulfillment",
    fields: ["order.id"],
    filters: { id: fulfillmentId },
  })
  return fulfillmentSchema.safeParse(data[0]).data?.order?.id
}
