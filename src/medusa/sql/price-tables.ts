import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ProductPrices } from "../../domain/account/warnings"

/** More different prices than a store has: it limits the process's memory. */
const MOST_AMOUNTS = 100_000

/** Reads on Medusa's tables of prices and taxes. */
export class PriceTables {
  constructor(private readonly knex: Knex) {}

  /**
   * Every price that is set in a currency, in any list, and every tax that may be added.
   * @param currency in lower case, as Medusa writes it
   */
  async ofCurrency(currency: string): Promise<{ amounts: string[]; taxRates: number[] }> {
    const [prices, taxes] = await Promise.all([
      this.knex<{ amount: string }>("price")
        .distinct("amount")
        .where({ currency_code: currency, deleted_at: null })
        .limit(MOST_AMOUNTS),
      this.knex<{ rate: number }>("tax_rate").distinct("rate").whereNull("deleted_at").whereNotNull("rate"),
    ])
    return { amounts: prices.map(({ amount }) => amount), taxRates: taxes.map(({ rate }) => rate) }
  }

  /**
   * Does any product cost so much, tax included? Stops at the first that does (hence `not materialized`).
   * @param currency in lower case, as Medusa writes it
   * @param least major units
   */
  async ofProducts(currency: string, least: string): Promise<ProductPrices> {
    const { rows } = await this.knex.raw<{ rows: { reached: boolean; any: boolean }[] }>(
      `with product_price as not materialized (
         select amount from price
         join product_variant_price_set variant using (price_set_id)
         where currency_code = :currency and price.deleted_at is null and variant.deleted_at is null
       ),
       dearest as (select coalesce(max(rate), 0) as rate from tax_rate where deleted_at is null)
       select exists (select from product_price, dearest where amount * (1 + rate / 100) >= :least) as reached,
         exists (select from product_price) as any`,
      { currency, least },
    )
    const [found] = rows
    if (found?.reached) return "reached"
    return found?.any ? "below" : "none"
  }
}
