import type { Plan, Problem, Step } from "./outcome"
import type { HalfWrittenOrder, MedusaState, OpenCart } from "./state"

/** A payment that leads to no order must not block the cart's other orders. */
export function withLeftPayment(planned: Plan, { paymentLeft }: OpenCart): Plan {
  return paymentLeft && isAbandoned(planned)
    ? { ...planned, next: "cancel_payment", finished: false }
    : planned
}

/** The order is paid as it was meant to be, or it is rolled back: then the customer can order again. */
export function withHalfWrittenOrder(planned: Plan, { order, cart }: HalfWrittenOrder): Plan {
  const rolledBack: Plan = { ...planned, next: planned.next ?? "take_back_order", finished: false }
  switch (order) {
    case "canceled":
      return planned.close === undefined ? planned : rolledBack
    case "stale":
      return placesOrder(planned) ? { ...planned, next: "take_back_order" } : rolledBack
    case "payable":
      if (isAbandoned(planned) || planned.problems.includes("amount_mismatch")) return rolledBack
      if (!cart.agrees || cart.paymentSession === "other_method") return rolledBack
      return planned.next === "complete_cart" ? { ...planned, next: "authorize_payment" } : planned
  }
}

function placesOrder({ next }: Plan): boolean {
  return next === "complete_cart" || next === "restore_payment_session"
}

/** No order of this cart uses the contract, whatever Inbank says next. */
function isAbandoned({ close, problems }: Plan): boolean {
  return close !== undefined || problems.includes("financed_without_order")
}

/** Adds what an order's own books need, whatever Inbank says; half-done work is removed before anything else. */
export function withBooksInOrder(planned: Plan, medusa: Extract<MedusaState, { kind: "order" }>): Plan {
  const mending = removalOf(medusa.leftBehind) ?? endOf(medusa.refundOpen)
  const problems: Problem[] = [
    ...(medusa.orderedTwice ? (["ordered_twice"] as const) : []),
    ...(medusa.paidTwice ? (["paid_twice"] as const) : []),
  ]
  return {
    ...planned,
    ...(mending && { next: mending }),
    problems: [...planned.problems, ...problems],
    finished: planned.finished && mending === undefined && problems.length === 0,
  }
}

/**
 * A refund that has begun is finished, and one that was made at Inbank is booked in Medusa, whatever else is planned.
 */
function endOf(refundOpen: "nothing" | "unbooked" | "unfinished"): Step | undefined {
  switch (refundOpen) {
    case "nothing":
      return undefined
    case "unbooked":
      return "book_refund"
    case "unfinished":
      return "finish_refund"
  }
}

function removalOf(leftBehind: "nothing" | "capture" | "refund"): Step | undefined {
  switch (leftBehind) {
    case "nothing":
      return undefined
    case "capture":
      return "remove_left_capture"
    case "refund":
      return "remove_left_refund"
  }
}
