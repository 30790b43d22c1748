/** An amount in major units without the dust that fractions leave behind in binary. */
export function toHundredths(amount: number): number {
  return Math.round((amount + Number.EPSILON) * 100) / 100
}
