import { sameCurrency, toDecimal, toMinorUnits, type AmountLike } from "./money"

/** The price range Inbank agreed for a product, in major units; a bound that is unknown is absent. */
export interface PriceRange {
  minAmount?: AmountLike
  maxAmount?: AmountLike
}

/** Why a price cannot be paid with an account, with the bound in major units where one was crossed. */
export type Ineligible =
  | { reason: "currency_not_supported"; currency: string }
  | { reason: "below_minimum"; minAmount: string }
  | { reason: "above_maximum"; maxAmount: string }

/**
 * Whether a price may be offered or paid with Inbank, or why not. Inbank's methods may be offered only
 * inside the agreed range: https://docs.inbank.eu/api/epos-flow/section/api-requests
 */
export function ineligibility(
  price: { amount: AmountLike; currency: string },
  accountCurrency: string,
  range: PriceRange,
): Ineligible | undefined {
  if (!sameCurrency(price.currency, accountCurrency)) {
    return { reason: "currency_not_supported", currency: accountCurrency }
  }
  const amount = toMinorUnits(price.amount)
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
    case "below_minimum":
      return `Inbank instalments start at ${why.minAmount} ${currency}. Please choose another payment method.`
    case "above_maximum":
      return `Inbank instalments go up to ${why.maxAmount} ${currency}. Please choose another payment method.`
  }
}
