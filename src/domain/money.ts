import { BigNumber } from "bignumber.js"

/**
 * An amount of money as we receive it. Inbank sends major units as a number or a string ("129.90"). Medusa sends major
 * units as a number, a string, its own BigNumber or a raw `{ value, precision }`.
 */
export type AmountLike = number | string | BigNumber | { value: string | number } | { numeric: number }

/** EUR, PLN and CZK, the currencies that Inbank lends in, all have two decimals. */
const DECIMALS = 2

/**
 * The amount in minor units (cents), rounded half up as a till does. Medusa keeps fractions of a cent from taxes in its
 * totals, and Inbank is asked for whole cents, so both sides are compared only in cents.
 * @throws {RangeError} when the value is not a finite number.
 */
export function toMinorUnits(amount: AmountLike): number {
  const major = new BigNumber(plainValue(amount))
  if (!major.isFinite()) throw new RangeError(`"${String(plainValue(amount))}" is not an amount of money`)
  return major.shiftedBy(DECIMALS).decimalPlaces(0, BigNumber.ROUND_HALF_UP).toNumber()
}

/** Minor units (cents) as a decimal string in major units: 12990 -> "129.90". */
export function toDecimal(minorUnits: number): string {
  return new BigNumber(minorUnits).shiftedBy(-DECIMALS).toFixed(DECIMALS)
}

/** The sum of two amounts in major units, exact to the last fraction of a cent. */
export function sum(one: AmountLike, other: AmountLike): string {
  return new BigNumber(plainValue(one)).plus(new BigNumber(plainValue(other))).toFixed()
}

/** What is left of an amount in major units, exact to the last fraction of a cent. */
export function difference(whole: AmountLike, part: AmountLike): string {
  return new BigNumber(plainValue(whole)).minus(new BigNumber(plainValue(part))).toFixed()
}

/** False for fractions of a cent. */
export function isWholeCents(amount: AmountLike): boolean {
  return new BigNumber(plainValue(amount)).shiftedBy(DECIMALS).isInteger()
}

/** True when both amounts are the same number of cents. */
export function sameAmount(one: AmountLike, other: AmountLike): boolean {
  return toMinorUnits(one) === toMinorUnits(other)
}

/** True for "EUR" and "eur": Medusa writes currencies in lower case, Inbank in upper case. */
export function sameCurrency(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase()
}

function plainValue(amount: AmountLike): number | string | BigNumber {
  if (BigNumber.isBigNumber(amount)) return amount
  if (typeof amount !== "object") return amount
  return "value" in amount ? amount.value : amount.numeric
}
