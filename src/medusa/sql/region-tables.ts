import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** A region in which a payment method is offered. */
export interface RegionOfProvider {
  id: string
  name: string
  /** ISO 4217, in lower case. */
  currency: string
  /** ISO 3166-1 in two letters, in lower case. */
  countries: string[]
}

/** Reads on Medusa's tables of regions. */
export class RegionTables {
  constructor(private readonly knex: Knex) {}

  /** The regions of each payment provider, by the provider's id, by name. */
  async byProvider(): Promise<Map<string, RegionOfProvider[]>> {
    const { rows } = await this.knex.raw<{ rows: (RegionOfProvider & { provider: string })[] }>(
      `select payment_provider_id as provider, region.id, name, currency_code as currency, array(
         select iso_2 from region_country country
         where country.region_id = region.id and country.deleted_at is null order by iso_2
       ) as countries
       from region join region_payment_provider offered on offered.region_id = region.id
       where region.deleted_at is null and offered.deleted_at is null
       order by name, region.id`,
    )
    const byProvider = new Map<string, RegionOfProvider[]>()
    for (const { provider, ...region } of rows)
      byProvider.set(provider, [...(byProvider.get(provider) ?? []), region])
    return byProvider
  }
}
