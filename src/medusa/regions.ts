import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"

const regionsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    currency_code: z.string(),
    countries: z.array(z.object({ iso_2: z.string() }).nullish()).nullish(),
    payment_providers: z.array(z.object({ id: z.string() }).nullish()).nullish(),
  }),
)

/** A region in which a payment method is offered. */
export interface RegionOfProvider {
  id: string
  name: string
  /** ISO 4217, in lower case. */
  currency: string
  /** ISO 3166-1 in two letters, in lower case. */
  countries: string[]
}

/** The regions of each payment provider, by the provider's id. */
export async function regionsByProvider(
  container: MedusaContainer,
): Promise<Map<string, RegionOfProvider[]>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["id", "name", "currency_code", "countries.iso_2", "payment_providers.id"]
  const { data } = await query.graph({ entity: "region", fields })
  const byProvider = new Map<string, RegionOfProvider[]>()
  for (const { id, name, currency_code, countries, payment_providers } of regionsSchema.parse(data)) {
    const codes = (countries ?? []).flatMap((country) => (country ? [country.iso_2] : []))
    const region = { id, name, currency: currency_code, countries: codes }
    for (const provider of payment_providers ?? []) {
      if (provider) byProvider.set(provider.id, [...(byProvider.get(provider.id) ?? []), region])
    }
  }
  return byProvider
}
