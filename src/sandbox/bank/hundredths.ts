/** An amount in major units without the rounding errors of binary fractions. */
export function toHundredths(amount: number): number {
  return Math.round((amount + Number.EPSILON) * 100) / 100
}
