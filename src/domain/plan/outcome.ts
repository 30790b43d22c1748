import type { PassProblem } from "../problems"
import type { CloseReason } from "../session/close-reason"

/** One act that does no harm when it is done twice. */
export type Step =
  | "restore_payment_session"
  | "complete_cart"
  | "authorize_payment"
  | "capture_payment"
  | "cancel_payment"
  | "cancel_contract"
  | "take_back_order"
  | "remove_left_capture"
  | "remove_left_refund"
  | "finish_refund"
  | "book_refund"

/** A plan finds none of these problems: they are found while Inbank is asked and while steps are carried out. */
type FoundElsewhere =
  | "account_changed"
  | "account_missing"
  | "contradiction"
  | "keeps_failing"
  | "order_not_placed"
  | "refund_unfinished"
  | "unknown_to_inbank"

/** What needs a human, as a plan finds it. */
export type Problem = Exclude<PassProblem, FoundElsewhere>

export interface Plan {
  /**
   * What to do now; both sides are read again afterwards. Nothing when there is nothing to do, for the moment or for
   * good.
   */
  next?: Step
  problems: Problem[]
  /** Set when nothing more can come of the row: it is no longer open for its payment collection. */
  close?: CloseReason
  /** `finished`: Inbank and Medusa agree. Only what people do at Inbank by hand is checked later. */
  finished: boolean
}

export function act(next: Step): Plan {
  return { next, problems: [], finished: false }
}

export function wait(): Plan {
  return { problems: [], finished: false }
}

export function human(problem: Problem): Plan {
  return { problems: [problem], finished: false }
}

export function finished(): Plan {
  return { problems: [], finished: true }
}
