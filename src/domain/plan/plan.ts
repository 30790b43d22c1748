import type { PassProblem } from "../problems"
import { sessionStatus, standing, contractStatus } from "../session/lifecycle"
import type { HalfWrittenOrder, MedusaState, OpenCart } from "./state"
import type { InbankState } from "../session/inbank-state"
import { closedByInbank, type AbandonReason, type CloseReason } from "../session/close-reason"

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

/** A plan finds none of these: they are found while Inbank is asked and while steps are carried out. */
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
  /** What to do now; both sides are read again afterwards. Nothing: there is nothing to do, for the moment or for good. */
  next?: Step
  problems: Problem[]
  /** Set when nothing more can come of the row: it no longer stands for its payment collection. */
  close?: CloseReason
  /** `finished`: Inbank and Medusa agree; nothing is checked again, save for what people do at Inbank by hand. */
  finished: boolean
}

/**
 * After this long a human should know. How long Inbank takes is UNKNOWN; that it is seconds is INFERRED from its advice
 * to ask once a second for 15 s (docs/inbank-api.md).
 */
const ACTIVATION_MS = 3_600_000

const DAY_MS = 86_400_000

/**
 * What to do next, given what Inbank says and what Medusa has. Pure: the same facts give the same plan.
 * A contract is cancelled only at `granted`; once completed it is money lent, and only a human may unwind it.
 */
export function plan(inbank: InbankState, medusa: MedusaState, now: Date): Plan {
  switch (medusa.kind) {
    case "order":
      return withBooksInOrder(byStanding(inbank, medusa, now), medusa)
    case "open_cart":
      return withLeftPayment(byStanding(inbank, medusa, now), medusa)
    case "half_written_order": {
      const seen = medusa.order === "canceled" ? ORDER_CANCELED : medusa.cart
      return withHalfWrittenOrder(withLeftPayment(byStanding(inbank, seen, now), medusa.cart), medusa)
    }
    case "no_cart":
    case "paid_otherwise":
    case "order_of_other_total":
    case "order_without_payment":
      return byStanding(inbank, medusa, now)
  }
}

/** What is planned for a cart or an order; half written it is planned for as what it was to be. */
type Whole = Exclude<MedusaState, HalfWrittenOrder>

/** A payment that no order will come of must not stand in the way of the cart's other orders. */
function withLeftPayment(planned: Plan, { paymentLeft }: OpenCart): Plan {
  return paymentLeft && isAbandoned(planned)
    ? { ...planned, next: "cancel_payment", finished: false }
    : planned
}

const ORDER_CANCELED: Whole = { kind: "order_without_payment", orderCanceled: true, sessionDropped: false }

/** It is paid, as it would have been, or rolled back: then the customer may order anew. */
function withHalfWrittenOrder(planned: Plan, { order, cart }: HalfWrittenOrder): Plan {
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

/** Nothing will come of it in this cart, whatever Inbank says next. */
function isAbandoned({ close, problems }: Plan): boolean {
  return close !== undefined || problems.includes("financed_without_order")
}

function byStanding(inbank: InbankState, medusa: Whole, now: Date): Plan {
  const where = standing(inbank)
  switch (where) {
    case "undecided":
      if (isStrange(sessionStatus(inbank.sessionStatus), inbank.sessionStatus)) return human("unknown_status")
      return planUndecided(medusa)
    case "granted":
      return planGranted(inbank, medusa, now)
    case "activating":
      return planActivating(inbank, medusa, now)
    case "financed":
      return planFinanced(inbank, medusa)
    case "refused":
      return planRefused(inbank, medusa)
  }
}

/** What is wrong with an order's own books, whatever Inbank says; half-done work is taken away before anything else. */
function withBooksInOrder(planned: Plan, medusa: Extract<MedusaState, { kind: "order" }>): Plan {
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

/** A refund that was begun is ended, and one that happened at Inbank is booked in Medusa, whatever else is planned. */
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

/** Inbank said something, and nobody here knows what it means. */
function isStrange(status: string, word: string | null): boolean {
  return status === "unknown" && word !== null
}

/** Whoever signs for what is ordered already would pay twice: their page leads to the order, and not back to e-POS. */
function planUndecided(medusa: Whole): Plan {
  const isSettled =
    medusa.kind === "paid_otherwise" || (medusa.kind === "order_of_other_total" && medusa.isFree)
  return isSettled ? { ...wait(), close: "paid_otherwise" } : wait()
}

function planGranted(inbank: InbankState, medusa: Whole, now: Date): Plan {
  if (!inbank.amountAgrees)
    return { ...abandonContract(inbank, "amount_mismatch"), problems: ["amount_mismatch"] }
  if (inbank.abandoned && medusa.kind !== "order") return abandonContract(inbank, inbank.abandoned)
  switch (medusa.kind) {
    case "no_cart":
      return abandonContract(inbank, "cart_gone")
    case "paid_otherwise":
      return abandonContract(inbank, "paid_otherwise")
    case "order_of_other_total":
      return abandonContract(inbank, medusa.isFree ? "paid_otherwise" : "cart_changed")
    case "open_cart":
      if (medusa.paymentSession === "other_method") return abandonContract(inbank, "paid_otherwise")
      if (!medusa.agrees) return abandonContract(inbank, "cart_changed")
      // Without merchant approval `granted` is only a stage on Inbank's side: the order waits for `completed`.
      if (inbank.approval === "none") return waitForApproval(inbank, now)
      return act(placeOrder(medusa.paymentSession))
    case "order_without_payment":
      if (medusa.orderCanceled) return abandonContract(inbank, "order_canceled")
      return act(payOrder(medusa))
    case "order":
      if (medusa.payment === "captured") return { ...wait(), problems: ["contract_not_active"] }
      if (medusa.orderCanceled) return abandonContract(inbank, "order_canceled")
      if (medusa.payment === "canceled" || medusa.replaced)
        return { ...wait(), problems: ["approve_or_cancel"] }
      if (medusa.totalChanged) return human("order_total_changed")
      if (inbank.approval === "order" || (inbank.approval === "shipment" && medusa.handedOver)) {
        return act("capture_payment")
      }
      return waitForApproval(inbank, now)
  }
}

/** Inbank pays what is approved. How long it keeps a contract that nobody approves is UNKNOWN. */
function waitForApproval({ approvalReminderDays, changedAt }: InbankState, now: Date): Plan {
  const waited = now.getTime() - (changedAt ?? now).getTime()
  const isOverdue = approvalReminderDays > 0 && waited > approvalReminderDays * DAY_MS
  return isOverdue ? human("approval_overdue") : wait()
}

/** Completed, but the contract is not active: it will be in a moment, or it was withdrawn again. */
function planActivating(inbank: InbankState, medusa: Whole, now: Date): Plan {
  if (contractStatus(inbank.contractStatus) !== "terminated") {
    if (isStrange(contractStatus(inbank.contractStatus), inbank.contractStatus))
      return human("unknown_status")
    const since = inbank.changedAt ?? now
    return now.getTime() - since.getTime() > ACTIVATION_MS ? human("contract_not_active") : wait()
  }
  const close = "terminated"
  switch (medusa.kind) {
    case "order":
      return planTerminated(inbank, medusa, close)
    case "order_without_payment":
      return medusa.orderCanceled ? { ...finished(), close } : human("contract_not_active")
    case "open_cart":
      if (medusa.paymentLeft)
        return { ...act("cancel_payment"), problems: ["terminated_without_order"], close }
      return { ...finished(), problems: ["terminated_without_order"], close }
    case "no_cart":
    case "paid_otherwise":
    case "order_of_other_total":
      return { ...finished(), problems: ["terminated_without_order"], close }
  }
}

/**
 * The contract of an order is over. Withdrawn, or repaid early by the customer: Inbank does not tell, so nothing is
 * booked by itself, and the merchant says which.
 */
function planTerminated(
  { repaidEarly }: InbankState,
  medusa: Extract<MedusaState, { kind: "order" }>,
  close: CloseReason,
): Plan {
  switch (medusa.payment) {
    case "authorized":
      return medusa.orderCanceled ? { ...act("cancel_payment"), close } : human("contract_not_active")
    case "captured":
      if (medusa.refunded === "whole") return { ...finished(), close }
      // It was withdrawn by us, and is being written down.
      if (medusa.refundOpen !== "nothing") return wait()
      if (repaidEarly) return finished()
      return human("contract_terminated")
    case "canceled":
      return medusa.orderCanceled ? { ...finished(), close } : human("contract_not_active")
  }
}

function planFinanced(inbank: InbankState, medusa: Whole): Plan {
  if (!inbank.amountAgrees) return human("amount_mismatch")
  switch (medusa.kind) {
    case "no_cart":
    case "order_of_other_total":
      return human("financed_without_order")
    case "paid_otherwise":
      return human("paid_twice")
    case "open_cart":
      if (inbank.abandoned || medusa.paymentSession === "other_method" || !medusa.agrees) {
        return human("financed_without_order")
      }
      return act(placeOrder(medusa.paymentSession))
    case "order_without_payment":
      if (medusa.orderCanceled) return human("financed_order_canceled")
      return act(payOrder(medusa))
    case "order":
      if (medusa.orderCanceled)
        return medusa.refunded === "whole" ? finished() : human("financed_order_canceled")
      switch (medusa.payment) {
        case "authorized":
          return act("capture_payment")
        case "captured":
          return finished()
        case "canceled":
          return human("financed_order_canceled")
      }
  }
}

function planRefused(inbank: InbankState, medusa: Whole): Plan {
  const close = closedByInbank(inbank.sessionStatus, null)
  if (medusa.kind === "order_without_payment" && !medusa.orderCanceled)
    return { ...human("do_not_ship"), close }
  if (medusa.kind === "open_cart" && medusa.paymentLeft) return { ...act("cancel_payment"), close }
  if (medusa.kind !== "order") return { ...finished(), close }
  switch (medusa.payment) {
    case "authorized":
      return { next: "cancel_payment", problems: shipmentProblem(medusa), close, finished: false }
    case "captured":
      return medusa.refunded === "whole" ? { ...finished(), close } : { ...human("do_not_ship"), close }
    case "canceled":
      return { ...finished(), problems: shipmentProblem(medusa), close }
  }
}

/** An order that stands while its payment is gone must not leave the warehouse. */
function shipmentProblem(medusa: { orderCanceled: boolean }): Problem[] {
  return medusa.orderCanceled ? [] : ["do_not_ship"]
}

/** Only ours may be there when the cart is completed: Medusa authorizes whichever session comes first. */
function placeOrder(paymentSession: "live" | "dropped" | "mixed"): Step {
  return paymentSession === "live" ? "complete_cart" : "restore_payment_session"
}

function payOrder({ sessionDropped }: { sessionDropped: boolean }): Step {
  return sessionDropped ? "restore_payment_session" : "authorize_payment"
}

/** Pay next month may share one contract with other purchases: it is left to a human in the Partner Portal. */
function abandonContract(inbank: InbankState, close: AbandonReason): Plan {
  if (inbank.productType === "pay_next_month" || !inbank.hasContract) {
    return { ...human("approve_or_cancel"), close }
  }
  return { ...act("cancel_contract"), close }
}

function act(next: Step): Plan {
  return { next, problems: [], finished: false }
}

function wait(): Plan {
  return { problems: [], finished: false }
}

function human(problem: Problem): Plan {
  return { problems: [problem], finished: false }
}

function finished(): Plan {
  return { problems: [], finished: true }
}
