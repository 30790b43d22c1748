import type { ActOutcome } from "../../domain/after-sale/act-outcome"

/**
 * A refund that is not (yet) done at Inbank. The message tells the merchant what to do. `refused`: nothing was given
 * back. `open`: it has begun and its outcome is not known, or it must still be finished. The sweep or the next press of
 * the button takes it up again.
 */
export class RefundNotDone extends Error {
  override readonly name = "RefundNotDone"

  constructor(
    message: string,
    readonly outcome: "refused" | "open",
    readonly code: ActOutcome,
  ) {
    super(message)
  }
}

export function refused(sentence: string): RefundNotDone {
  return new RefundNotDone(`Nothing was refunded. ${sentence}`, "refused", "not_refunded")
}

export function stillOpen(sentence: string): RefundNotDone {
  return new RefundNotDone(`Not refunded yet. ${sentence}`, "open", "not_refunded_yet")
}

/** A merchant's statement could not be recorded. */
export function notRecorded(sentence: string): RefundNotDone {
  return new RefundNotDone(`Nothing was recorded. ${sentence}`, "refused", "not_recorded")
}
