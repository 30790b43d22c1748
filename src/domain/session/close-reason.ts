const ABANDON_REASONS = [
  "amount_mismatch",
  "cart_changed",
  "cart_gone",
  "order_canceled",
  "order_impossible",
  "paid_otherwise",
] as const
export type AbandonReason = (typeof ABANDON_REASONS)[number]

/** A row's reason for being closed, when a merchant has said so. */
export const REPAID_EARLY = "repaid_early"

/** Reads a row's reason for being closed: Inbank's own last words and technical reasons are none of giving up. */
export function abandoned(closedReason: string | null): AbandonReason | null {
  return ABANDON_REASONS.find((reason) => reason === closedReason) ?? null
}
