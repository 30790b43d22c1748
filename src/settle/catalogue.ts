import type { Logger } from "@medusajs/framework/types"
import { LRUCache } from "lru-cache"
import { isInbankError, type Calculation, type Product } from "../client"
import type { Account } from "../domain/account"
import { ineligibility, type Ineligible, type PriceRange, type Purchase } from "../domain/eligibility"
import { clientOf } from "./accounts"
import { sparingly } from "./sparingly"
import { answerIn, asking, askingOrKeeping, hasAnswer, type Outcome } from "./answers"

const MINUTE = 60_000
/** A shopper waits for these: better no offer than a slow page. */
const WAITING = { shopperWaiting: true, timeoutMs: 2_000 }

const products = new LRUCache<string, Outcome<Product>, Account>({
  max: 100,
  ttl: 60 * MINUTE,
  fetchMethod: askingOrKeeping(
    async (account) => await clientOf(account, "product_pages").products.get(account.productCode, WAITING),
    isAway,
  ),
})

interface Wanted {
  account: Account
  amount: string
  period: number
}

const calculations = new LRUCache<string, Outcome<Calculation>, Wanted>({
  max: 2_000,
  ttl: 10 * MINUTE,
  fetchMethod: asking(
    async ({ account, amount, period }) =>
      await sparingly(account, async () => {
        const { calculations: ofInbank } = clientOf(account, "product_pages")
        const { productCode, currency } = account
        return await ofInbank.create({ productCode, amount, period, currency }, WAITING)
      }),
  ),
})

/**
 * The product of an account. An answer older than an hour still serves while a new one is fetched, and for as long as
 * Inbank cannot be reached.
 * @throws {InbankError} when it cannot be reached and never was.
 */
export async function productOf(account: Account): Promise<Product> {
  const key = keyOf(account)
  const allowStale = hasAnswer(products.peek(key, { allowStale: true }))
  return answerIn(await products.forceFetch(key, { context: account, allowStale }))
}

/** Somebody has just asked: what Inbank said holds for everybody. */
export function rememberProduct(account: Account, product: Product): void {
  products.set(keyOf(account), { answer: product })
}

/** What Inbank said before still holds; a refused key or a product that is gone does not pass by itself. */
function isAway(failure: unknown): boolean {
  if (!isInbankError(failure)) return false
  return ["unreachable", "timed_out", "server_error", "rate_limited"].includes(failure.kind)
}

/**
 * What a price costs a month, by Inbank's calculation of the last minutes. Amount in major units.
 * @throws {InbankError}
 */
export async function calculationOf(account: Account, amount: string, period: number): Promise<Calculation> {
  const context = { account, amount, period }
  return answerIn(await calculations.forceFetch(keyOf(account, amount, period), { context }))
}

function keyOf({ baseUrl, shopUuid, apiKey, productCode }: Account, ...more: unknown[]): string {
  return JSON.stringify([baseUrl, shopUuid, apiKey, productCode, ...more])
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

/**
 * Why a purchase cannot be paid with an account. Where Inbank does not tell the price range, nobody is turned away: its
 * own refusal is the safety net.
 */
export async function whyIneligible(
  account: Account,
  purchase: Purchase,
  logger: Logger,
): Promise<Ineligible | undefined> {
  const product = await productOf(account).catch((error: unknown) => {
    logUnavailable(logger, `price range of ${account.id} is unknown`, error)
    return undefined
  })
  return ineligibility(purchase, account, priceRange(account, product))
}

const logged = new WeakSet<Error>()

/** Once for each failure, not for each page that it is remembered for. */
export function logUnavailable(logger: Logger, what: string, error: unknown): void {
  if (error instanceof Error) {
    if (logged.has(error)) return
    logged.add(error)
  }
  logger.warn(`Inbank: ${what}: ${whyUnavailable(error)}`)
}

/** Why there is no answer, for the log: what the merchant can do about it, where we know. */
export function whyUnavailable(error: unknown): string {
  return isInbankError(error) ? `${error.message} ${error.merchantMessage}` : String(error)
}
