import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/**
 * One entity of Medusa's by its id, with these fields, as Query gives it: the caller parses it. Nothing when there is
 * none.
 */
export async function readOne(
  container: MedusaContainer,
  entity: "cart" | "order" | "fulfillment" | "payment_collection",
  fields: string[],
  id: string,
): Promise<unknown> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters: { id } })
  return data[0]
}
