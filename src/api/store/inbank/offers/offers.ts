import type { Logger } from "@medusajs/framework/types"
import { LRUCache } from "lru-cache"
import type { Calculation, Product } from "../../../../client"
import type { Account } from "../../../../domain/account"
import { ineligibility, type Ineligible } from "../../../../domain/eligibility"
import { sameCurrency, toDecimal, toMinorUnits } from "../../../../domain/money"
import { clientOf } from "../../../../settle/accounts"
import { priceRange, productOf, whyUnavailable } from "../../../../settle/catalogue"

/** One way to pay a price with Inbank. Amounts in major units as decimal strings. */
export interface Offer {
  provider_id: string
  product_type: Account["productType"]
  currency_code: string
  amount: string
  /** Inbank's first, non-personal calculation: the terms that bind are those of e-POS. */
  preliminary: true
  monthly_payment: string
  period: number
  period_options: number[]
  min_amount: string | null
  max_amount: string | null
}

/** Why an account has no offer for this price. */
export type NoOffer = { provider_id: string } & (
  | { reason: "currency_not_supported"; currency: string }
  | { reason: "below_minimum"; min_amount: string }
  | { reason: "above_maximum"; max_amount: string }
  | { reason: "unavailable" }
)

export interface Offers {
  offers: Offer[]
  not_offered: NoOffer[]
}

const CALCULATION_TTL_MS = 10 * 60_000
const TIMEOUT_MS = 2_000

const calculations = new LRUCache<string, Calculation, { account: Account; amount: string; period: number }>({
  max: 2_000,
  ttl: CALCULATION_TTL_MS,
  fetchMethod: async (_key, _stale, { context: { account, amount, period } }) =>
    await clientOf(account, "product_pages").calculations.create(
      {
        productCode: account.productCode,
        amount,
        period,
        currency: account.currency,
      },
      { shopperWaiting: true, timeoutMs: TIMEOUT_MS },
    ),
})

/** What each account offers for a price, or why it does not. Never throws: a page must not break because a bank is down. */
export async function offersFor(
  accounts: Account[],
  logger: Logger,
  price: { amount: string; currency: string },
): Promise<Offers> {
  const answers = await Promise.all(accounts.map(async (account) => await offerOf(account, logger, price)))
  return {
    offers: answers.filter((answer) => "monthly_payment" in answer),
    not_offered: answers.filter((answer) => "reason" in answer),
  }
}

async function offerOf(
  account: Account,
  logger: Logger,
  price: { amount: string; currency: string },
): Promise<Offer | NoOffer> {
  const provider_id = account.id
  if (!sameCurrency(price.currency, account.currency)) {
    return { provider_id, reason: "currency_not_supported", currency: account.currency }
  }
  try {
    const product = await productOf(account)
    const range = priceRange(account, product)
    const why = ineligibility(price, account.currency, range)
    if (why) return { provider_id, ...told(why) }
    const period = preferredPeriod(product)
    if (period === undefined) return { provider_id, reason: "unavailable" }
    const amount = toDecimal(toMinorUnits(price.amount))
    const key = JSON.stringify([account.baseUrl, account.shopUuid, account.productCode, amount, period])
    const calculation = await calculations.forceFetch(key, { context: { account, amount, period } })
    return {
      provider_id,
      product_type: account.productType,
      currency_code: account.currency.toLowerCase(),
      amount,
      preliminary: true,
      monthly_payment: calculation.paymentAmountMonthly,
      period,
      period_options: product.periodOptions,
      min_amount: range.minAmount === undefined ? null : toDecimal(toMinorUnits(range.minAmount)),
      max_amount: range.maxAmount === undefined ? null : toDecimal(toMinorUnits(range.maxAmount)),
    }
  } catch (error) {
    logger.warn(`Inbank: no offer of ${account.id}: ${whyUnavailable(error)}`)
    return { provider_id, reason: "unavailable" }
  }
}

/** The longest period makes the smallest instalment, which is the price "from" that shops show. */
function preferredPeriod(product: Product): number | undefined {
  return product.periodOptions.length > 0 ? Math.max(...product.periodOptions) : product.defaultPeriod
}

function told(why: Ineligible) {
  switch (why.reason) {
    case "currency_not_supported":
      return why
    case "below_minimum":
      return { reason: why.reason, min_amount: why.minAmount }
    case "above_maximum":
      return { reason: why.reason, max_amount: why.maxAmount }
  }
}
