import { LRUCache } from "lru-cache"
import { isInbankError, type Product } from "../client"
import type { Account } from "../domain/account"
import type { PriceRange } from "../domain/eligibility"
import { clientOf } from "./accounts"

const HOUR = 3_600_000
/** A shopper waits for this: better no range than a slow page. */
const TIMEOUT_MS = 3_000

/** Many requests for one product are one request to Inbank; when Inbank is down, an old answer serves. */
const products = new LRUCache<string, Product, Account>({
  max: 100,
  ttl: HOUR,
  allowStale: true,
  noDeleteOnFetchRejection: true,
  fetchMethod: async (_key, stale, { context: account }) =>
    await clientOf(account, "product_pages")
      .products.get(account.productCode, { shopperWaiting: true, timeoutMs: TIMEOUT_MS })
      .catch((error: unknown) => {
        if (stale) return stale
        throw error
      }),
})

/**
 * The product of an account. An answer older than an hour still serves while a new one is fetched, and for as long as
 * Inbank cannot be reached.
 * @throws {InbankError} when it cannot be reached and never was.
 */
export async function productOf(account: Account): Promise<Product> {
  const key = JSON.stringify([account.baseUrl, account.shopUuid, account.productCode])
  return await products.forceFetch(key, { context: account })
}

/** The agreed price range: the merchant's own bounds first, then the product's. Unknown bounds stay open. */
export function priceRange(
  account: Account,
  product: Pick<Product, "minAmount" | "maxAmount"> | undefined,
): PriceRange {
  return {
    minAmount: account.minAmount ?? product?.minAmount,
    maxAmount: account.maxAmount ?? product?.maxAmount,
  }
}

/** Why there is no answer, for the log: what the merchant can do about it, where we know. */
export function whyUnavailable(error: unknown): string {
  return isInbankError(error) ? `${error.message} ${error.merchantMessage}` : String(error)
}
