import { LRUCache } from "lru-cache"
import { OwnPrices } from "../../domain/offers/own-prices"
import type { AmountLike } from "../../domain/money"
import type { PluginContext } from "../context"
import { logUnavailable } from "./unavailable"

/** After at most a minute a new price is known as the store's own. */
const TTL_MS = 60_000

const ofCurrency = new LRUCache<string, OwnPrices, PluginContext>({
  max: 10,
  ttl: TTL_MS,
  allowStale: true,
  noDeleteOnFetchRejection: true,
  fetchMethod: async (currency, _old, { context: { medusa, logger } }) => {
    try {
      const { amounts, taxRates } = await medusa.prices.ofCurrency(currency)
      return new OwnPrices(amounts, taxRates)
    } catch (error) {
      logUnavailable(logger, "Inbank: the store's own prices are not known", error)
      throw error
    }
  },
})

/** Whether the store sells at this price. Where that cannot be found out: no. */
export async function isOwnPrice(
  plugin: PluginContext,
  amount: AmountLike,
  currency: string,
): Promise<boolean> {
  const own = await ofCurrency.fetch(currency.toLowerCase(), { context: plugin }).catch(() => undefined)
  return own?.include(amount) ?? false
}
