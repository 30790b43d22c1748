import type { Knex } from "@medusajs/framework/mikro-orm/knex"

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
}
