import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"

const regionsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    payment_providers: z.array(z.object({ id: z.string() }).nullish()).nullish(),
  }),
)

/** A region in which a payment method is offered. */
export interface RegionOfProvider {
  id: string
  name: string
}

/** The regions of each payment provider, by the provider's id. */
export async function regionsByProvider(
  container: MedusaContainer,
): Promise<Map<string, RegionOfProvider[]>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "region", fields: ["id", "name", "payment_providers.id"] })
  const byProvider = new Map<string, RegionOfProvider[]>()
  for (const { id, name, payment_providers } of regionsSchema.parse(data)) {
    for (const provider of payment_providers ?? []) {
      if (provider) byProvider.set(provider.id, [...(byProvider.get(provider.id) ?? []), { id, name }])
    }
  }
  return byProvider
}
