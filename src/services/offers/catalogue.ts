import type { Logger } from "@medusajs/framework/types"
import { isInbankError, type Calculation, type Product } from "../../client"
import type { Account } from "../../domain/account/account"
import {
  ineligibility,
  type Ineligible,
  type PriceRange,
  type Purchase,
} from "../../domain/offers/eligibility"
import { clientOf } from "../accounts"
import { OutcomeCache } from "./outcome-cache"
import { throttled, type Asker } from "./throttle"
import { logUnavailable } from "./unavailable"

const MINUTE = 60_000
/** A shopper waits for these: better no offer than a slow page. */
const WAITING = { interactive: true, timeoutMs: 2_000 }

const products = new OutcomeCache<Account, Product>({
  max: 100,
  ttl: 60 * MINUTE,
  ask: async (account) => await clientOf(account, "product_pages").products.get(account.productCode, WAITING),
  outlives: isAway,
})

interface Wanted {
  account: Account
  amount: string
  period: number
  asker: Asker
}

/** Kept separately: prices that a visitor makes up must not displace the prices that the shop's pages show. */
const calculations = { ofOwnPrices: calculationsOf(5_000), ofOthers: calculationsOf(2_000) }

function calculationsOf(max: number): OutcomeCache<Wanted, Calculation> {
  return new OutcomeCache<Wanted, Calculation>({
    max,
    ttl: 10 * MINUTE,
    ask: async ({ account, amount, period, asker }, isKnown) => {
      const standing = isKnown && asker.standing !== "own" ? "known" : asker.standing
      return await throttled(account, { ...asker, standing }, async () => {
        const { calculations: ofInbank } = clientOf(account, "product_pages")
        const { productCode, currency } = account
        return await ofInbank.create({ productCode, amount, period, currency }, WAITING)
      })
    },
  })
}

/**
 * The product of an account. An answer older than an hour is still used while a new one is fetched, and as long as
 * Inbank cannot be reached.
 * @throws {InbankError} when it cannot be reached and never was.
 */
export async function productOf(account: Account): Promise<Product> {
  return await products.get(keyOf(account), account)
}

/** Another caller has just asked: Inbank's answer is good for everybody. */
export function rememberProduct(account: Account, product: Product): void {
  products.set(keyOf(account), product)
}

/** What Inbank said before still holds; a refused key or a product that is gone does not recover by itself. */
function isAway(failure: unknown): boolean {
  if (!isInbankError(failure)) return false
  return ["unreachable", "timed_out", "server_error", "rate_limited"].includes(failure.kind)
}

/**
 * What a price costs a month, by a calculation of Inbank's from the last minutes. Amount in major units.
 * @throws {InbankError | NotAsked}
 */
export async function calculationOf(
  account: Account,
  amount: string,
  period: number,
  asker: Asker,
): Promise<Calculation> {
  const ofSuch = asker.standing === "own" ? calculations.ofOwnPrices : calculations.ofOthers
  return await ofSuch.get(keyOf(account, amount, period), { account, amount, period, asker })
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
 * Why a purchase cannot be paid with an account. Where Inbank does not tell the price range, nobody is turned away:
 * Inbank itself refuses what is outside it.
 */
export async function whyIneligible(
  account: Account,
  purchase: Purchase,
  logger: Logger,
): Promise<Ineligible | undefined> {
  const product = await productOf(account).catch((error: unknown) => {
    logUnavailable(logger, `Inbank: price range of ${account.id} is unknown`, error)
    return undefined
  })
  return ineligibility(purchase, account, priceRange(account, product))
}
