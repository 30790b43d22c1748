import type { Account } from "../account/account"
import { sameCurrency, toDecimal, toMinorUnits, type AmountLike } from "../money"

/** The price range that Inbank agreed for a product, in major units; an unknown bound is absent. */
export interface PriceRange {
  minAmount?: AmountLike
  maxAmount?: AmountLike
}

/** What is to be paid, and where it goes: ISO 3166-1 in two letters, absent while it is not known. */
export interface Purchase {
  amount: AmountLike
  currency: string
  country?: string
}

/** Why a price cannot be paid with an account, with the bound in major units if the price is outside the range. */
export type Ineligible =
  | { reason: "currency_not_supported"; currency: string }
  | { reason: "country_not_supported"; countries: string[] }
  | { reason: "below_minimum"; minAmount: string }
  | { reason: "above_maximum"; maxAmount: string }

/**
 * Why a price may not be offered or paid with Inbank; nothing when it may. Inbank's methods may be offered only inside
 * the agreed range: https://docs.inbank.eu/api/epos-flow/section/api-requests
 */
export function ineligibility(
  purchase: Purchase,
  account: Pick<Account, "currency" | "deliveryCountries">,
  range: PriceRange,
): Ineligible | undefined {
  if (!sameCurrency(purchase.currency, account.currency)) {
    return { reason: "currency_not_supported", currency: account.currency }
  }
  const { country } = purchase
  if (country !== undefined && !account.deliveryCountries.includes(country.toLowerCase())) {
    return { reason: "country_not_supported", countries: account.deliveryCountries }
  }
  const amount = toMinorUnits(purchase.amount)
  if (range.minAmount !== undefined && amount < toMinorUnits(range.minAmount)) {
    return { reason: "below_minimum", minAmount: toDecimal(toMinorUnits(range.minAmount)) }
  }
  if (range.maxAmount !== undefined && amount > toMinorUnits(range.maxAmount)) {
    return { reason: "above_maximum", maxAmount: toDecimal(toMinorUnits(range.maxAmount)) }
  }
  return undefined
}

/** The sentence a shopper reads. */
export function ineligibleSentence(why: Ineligible, currency: string): string {
  switch (why.reason) {
    case "currency_not_supported":
      return `Inbank instalments here are in ${why.currency} only. Please choose another payment method.`
    case "country_not_supported":
      return `Inbank instalments here are for deliveries to ${inWords(why.countries)} only. Please choose another payment method.`
    case "below_minimum":
      return `Inbank instalments start at ${why.minAmount} ${currency}. Please choose another payment method.`
    case "above_maximum":
      return `Inbank instalments go up to ${why.maxAmount} ${currency}. Please choose another payment method.`
  }
}

function inWords(countries: string[]): string {
  const names = new Intl.DisplayNames("en", { type: "region" })
  return new Intl.ListFormat("en").format(
    countries.map((country) => names.of(country.toUpperCase()) ?? country),
  )
}
