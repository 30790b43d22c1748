const GIVEN_UP = [
  "amount_mismatch",
  "cart_changed",
  "cart_gone",
  "order_canceled",
  "order_impossible",
  "paid_otherwise",
] as const
export type GivenUp = (typeof GIVEN_UP)[number]

/** A row's reason for being closed, when a merchant has said so. */
export const REPAID_EARLY = "repaid_early"

/** Reads a row's reason for being closed: Inbank's own last words and technical reasons are none of giving up. */
export function givenUp(closedReason: string | null): GivenUp | null {
  return GIVEN_UP.find((reason) => reason === closedReason) ?? null
}
