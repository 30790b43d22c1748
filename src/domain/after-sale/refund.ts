import { COUNTRIES, type Country } from "../../client/countries"
import type { ProductType } from "../account/product-type"
import { sum, toMinorUnits, type AmountLike } from "../money"

/**
 * How a refund is made. `withdrawal`: the whole contract ends. `partial_return`: the contract continues with a smaller
 * amount. `portal`: a person makes it in Inbank's Partner Portal; here it is verified, or recorded on the merchant's
 * word.
 */
export const REFUND_METHODS = ["withdrawal", "partial_return", "portal"] as const
export type RefundMethod = (typeof REFUND_METHODS)[number]

/** The sums of a payment, in major units: what was captured, what Medusa booked as refunded, what went back at Inbank. */
export interface Sums {
  captured_amount: string
  refunded_amount: string
  returned_amount: string
}

/** What Inbank has given back and Medusa has not booked yet, in minor units. */
export function unbooked({ refunded_amount, returned_amount }: Sums): number {
  return toMinorUnits(returned_amount) - toMinorUnits(refunded_amount)
}

/** What was captured and not given back at Inbank, in minor units. */
export function restOf({ captured_amount, returned_amount }: Sums): number {
  return toMinorUnits(captured_amount) - toMinorUnits(returned_amount)
}

/**
 * What to give back at Inbank for a refund of Medusa's, in minor units. Medusa's taxes leave fractions of a cent, and
 * Inbank takes whole cents. The sum of all refunds is rounded, not each refund, so that Inbank never gives back a cent
 * more or less than Medusa says.
 * @param wanted major units.
 */
export function centsToGiveBack({ refunded_amount }: Sums, wanted: AmountLike): number {
  return toMinorUnits(sum(refunded_amount, wanted)) - toMinorUnits(refunded_amount)
}

/** What a refund's method depends on. Amounts in minor units. */
export interface WantedRefund {
  amount: number
  /** What was captured and not given back yet. */
  rest: number
  refunds: "portal" | "api"
  productType: ProductType
}

/** Pay next month may share its contract between purchases: no call may change it. */
export function refundMethod({ amount, rest, refunds, productType }: WantedRefund): RefundMethod {
  if (refunds === "portal" || productType === "pay_next_month") return "portal"
  return amount === rest ? "withdrawal" : "partial_return"
}

/**
 * The first day, YYYY-MM-DD in the shop's country, on which a part of a contract may be returned; nothing once that day
 * has come. SEEN: from the day after the contract was made (https://docs.inbank.eu/api/partial-return-flow.md).
 * INFERRED: "made" means activated, and days are counted where the shop is.
 */
export function partialReturnFrom(
  activatedAt: string | undefined,
  country: Country,
  now: Date,
): string | undefined {
  const made = new Date(activatedAt ?? Number.NaN)
  if (Number.isNaN(made.getTime())) return undefined
  const { timeZone } = COUNTRIES[country]
  if (day(made, timeZone) !== day(now, timeZone)) return undefined
  // Noon of the next day: the hour of summer time makes no difference there.
  const [year, month, date] = day(now, timeZone).split("-").map(Number)
  const next = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 0) + 1, 12))
  return day(next, "UTC")
}

/** "2030-06-15": the date in this time zone. */
function day(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(time)
}
