import { setTimeout as wait } from "node:timers/promises"
import type { Calculation, Product } from "../../client"
import type { Account } from "../../domain/account/account"
import {
  ineligibility,
  type Ineligible,
  type PriceRange,
  type Purchase,
} from "../../domain/offers/eligibility"
import type { Language } from "../../domain/languages"
import { toDecimal, toMinorUnits, type AmountLike } from "../../domain/money"
import type { PluginContext } from "../context"
import { calculationOf, priceRange, productOf } from "./catalogue"
import { isOwnPrice } from "./own-prices"
import type { Standing } from "./throttle"
import { logUnavailable } from "./unavailable"
import type {
  InbankNoOffer,
  InbankNoOfferReason,
  InbankOffer,
  InbankOffersAnswer,
} from "../../storefront/types"

/** A page waits this long for Inbank and no longer; a later answer serves the next page. */
const DEADLINE_MS = 2_000

export interface OfferOptions {
  /** Months; another period is used where the product does not have it. */
  period?: number
  /** The language of the merchant's legal text. */
  language?: Language
}

/** What is asked, and by whom. */
export interface Question {
  purchase: Purchase
  options: OfferOptions
  /** The purchase is a cart's. */
  isCart: boolean
  /** The visitor's address, if it distinguishes visitors. */
  address?: string
}

/** What each account offers for a price, or why it does not. Never throws: a page must not break because a bank is down. */
export async function offersFor(
  plugin: PluginContext,
  accounts: Account[],
  question: Question,
): Promise<InbankOffersAnswer> {
  const answers = await Promise.all(
    accounts.map(async (account) => await offerInTime(plugin, account, question)),
  )
  return {
    offers: answers.filter((answer) => "monthly_payment" in answer),
    not_offered: answers.filter((answer) => "reason" in answer),
  }
}

async function offerInTime(
  plugin: PluginContext,
  account: Account,
  question: Question,
): Promise<InbankOffer | InbankNoOffer> {
  const patience = new AbortController()
  const tooLate = wait(DEADLINE_MS, unavailable(account), { signal: patience.signal })
  // It is aborted as soon as there is an answer.
  tooLate.catch(() => undefined)
  const offer = offerOf(plugin, account, question).catch((error: unknown) => {
    logUnavailable(plugin.logger, `Inbank: no offer of ${account.id}`, error)
    return unavailable(account)
  })
  return await Promise.race([offer, tooLate]).finally(() => patience.abort())
}

async function offerOf(
  plugin: PluginContext,
  account: Account,
  question: Question,
): Promise<InbankOffer | InbankNoOffer> {
  const { purchase, options, address } = question
  // Currency and country need no answer from Inbank.
  const whyNever = ineligibility(purchase, account, {})
  if (whyNever) return noOffer(account, reasonOf(whyNever))
  const product = await productOf(account)
  const range = priceRange(account, product)
  const why = ineligibility(purchase, account, range)
  if (why) return noOffer(account, reasonOf(why))
  const period = periodOf(product, options.period)
  if (period === undefined) return unavailable(account)
  const standing = await standingOf(plugin, question, period === periodOf(product, undefined))
  const amount = toDecimal(toMinorUnits(purchase.amount))
  const calculation = await calculationOf(account, amount, period, { standing, address })
  // A page that says "from 0.00 a month" would make a false promise.
  if (!(Number(calculation.paymentAmountMonthly) > 0)) return unavailable(account)
  return offer(account, calculation, { range, periods: product.periodOptions, language: options.language })
}

async function standingOf(
  plugin: PluginContext,
  { purchase, isCart }: Question,
  isPages: boolean,
): Promise<Standing> {
  const isOwn = await isOwnPrice(plugin, purchase.amount, purchase.currency)
  if (isOwn && isPages) return "own"
  return isOwn || isCart ? "chosen" : "stray"
}

function offer(
  account: Account,
  calculation: Calculation,
  { range, periods, language }: { range: PriceRange; periods: number[]; language?: Language },
): InbankOffer {
  return {
    provider_id: account.id,
    product_type: account.productType,
    currency_code: account.currency.toLowerCase(),
    amount: toDecimal(toMinorUnits(calculation.amount)),
    preliminary: true,
    monthly_payment: toDecimal(toMinorUnits(calculation.paymentAmountMonthly)),
    period: calculation.period,
    period_options: periods,
    min_amount: decimalOrNull(range.minAmount),
    max_amount: decimalOrNull(range.maxAmount),
    down_payment_amount: decimalOrNull(calculation.downPaymentAmount),
    payment_day: calculation.paymentDay ?? null,
    total_cost: decimalOrNull(calculation.totalCost),
    total_cost_of_credit: decimalOrNull(calculation.totalCostOfCredit),
    annual_rates: account.showAnnualRates
      ? {
          interest: calculation.interestRateAnnual ?? null,
          credit_cost: calculation.creditCostRateAnnual ?? null,
        }
      : null,
    legal_text: (language && account.legalText[language]) ?? null,
  }
}

function noOffer(account: Account, why: InbankNoOfferReason): InbankNoOffer {
  return {
    provider_id: account.id,
    product_type: account.productType,
    currency_code: account.currency.toLowerCase(),
    ...why,
  }
}

function unavailable(account: Account): InbankNoOffer {
  return noOffer(account, { reason: "unavailable" })
}

/** The longest period gives the smallest instalment: the price "from" that shops show. */
function periodOf(
  { periodOptions, defaultPeriod }: Product,
  requested: number | undefined,
): number | undefined {
  if (requested !== undefined && periodOptions.includes(requested)) return requested
  return periodOptions.length > 0 ? Math.max(...periodOptions) : defaultPeriod
}

function reasonOf(why: Ineligible): InbankNoOfferReason {
  switch (why.reason) {
    case "currency_not_supported":
    case "country_not_supported":
      return why
    case "below_minimum":
      return { reason: why.reason, min_amount: why.minAmount }
    case "above_maximum":
      return { reason: why.reason, max_amount: why.maxAmount }
  }
}

function decimalOrNull(amount: AmountLike | undefined): string | null {
  return amount === undefined ? null : toDecimal(toMinorUnits(amount))
}
