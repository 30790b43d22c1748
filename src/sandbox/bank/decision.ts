/**
 * The amounts that are declined, major units, both ends included, and any cents after the upper end as well (1100.99 is
 * declined). This is the SANDBOX's rule: Inbank publishes 1001-1100 as negative for its Smart Rent demo; what its e-POS
 * demo declines is UNKNOWN.
 */
export const declinedAmounts = { from: 1001, to: 1100 } as const

/** The demo's credit decision, by amount alone. */
export function isDeclinedByAmount(totalAmount: number): boolean {
  const wholeUnits = Math.floor(totalAmount)
  return wholeUnits >= declinedAmounts.from && wholeUnits <= declinedAmounts.to
}
