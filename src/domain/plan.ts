import type { Approval } from "./approval"
import { isFinalSession, sessionStatus, standing, contractStatus, type Observed } from "./lifecycle"

/** What our row and Inbank's last answers say. */
export interface InbankSide extends Observed {
  approval: Approval
  /** False when Inbank's own total or currency differs from what we asked for. */
  amountAgrees: boolean
  /** False until GET /pos-sessions has named the contract. */
  hasContract: boolean
}

/**
 * What Medusa has for the row's payment collection. "There is an order" means there is a payment: order and links
 * appear before the payment is authorized and may be rolled back.
 */
export type MedusaSide =
  | { kind: "no_cart" }
  /** `agrees`: the cart's total and currency are still those of the row. */
  | { kind: "open_cart"; agrees: boolean; paymentSession: "live" | "dropped" | "other_method" }
  /** The cart became an order that another method paid. */
  | { kind: "paid_otherwise" }
  /** An order whose payment was never written: a process died in mid-completion. */
  | { kind: "order_without_payment" }
  | {
      kind: "order"
      payment: "authorized" | "captured" | "canceled"
      orderCanceled: boolean
      shipped: boolean
      /** The admin (or we) asked for the payment to be cancelled while the order stands. */
      cancelWished: boolean
    }

export const STEPS = [
  "restore_payment_session",
  "complete_cart",
  "authorize_payment",
  "capture_payment",
  "cancel_payment",
  "cancel_contract",
] as const
/** One idempotent act. Each is re-read before it is done, so that doing a plan twice does no harm. */
export type Step = (typeof STEPS)[number]

export const PROBLEMS = [
  "amount_mismatch",
  "approve_or_cancel",
  "contract_not_active",
  "do_not_ship",
  "financed_order_canceled",
  "financed_without_order",
] as const
/** What needs a human. Open as long as the plan says so, cleared by the first plan that does not. */
export type Problem = (typeof PROBLEMS)[number]

export interface Plan {
  steps: Step[]
  problems: Problem[]
  /** Set when nothing more can come of the row: it no longer stands for its payment collection. */
  close?: string
  /** `finished`: Inbank and Medusa agree for good, nobody needs to look again. */
  finished: boolean
}

/**
 * What to do, given what Inbank says and what Medusa has. Pure: the same facts give the same plan.
 * A contract is cancelled only at `granted`; once completed it is money lent, and only a human may unwind it.
 */
export function plan(inbank: InbankSide, medusa: MedusaSide): Plan {
  const where = standing(inbank)
  switch (where) {
    case "undecided":
      return wait()
    case "granted":
      return planGranted(inbank, medusa)
    case "activating":
      return planActivating(inbank)
    case "financed":
      return planFinanced(inbank, medusa)
    case "refused":
      return planRefused(inbank, medusa)
  }
}

function planGranted(inbank: InbankSide, medusa: MedusaSide): Plan {
  if (!inbank.amountAgrees)
    return { ...giveUpContract(inbank, "amount_mismatch"), problems: ["amount_mismatch"] }
  switch (medusa.kind) {
    case "no_cart":
      return giveUpContract(inbank, "cart_gone")
    case "paid_otherwise":
      return giveUpContract(inbank, "paid_otherwise")
    case "open_cart":
      if (medusa.paymentSession === "other_method") return giveUpContract(inbank, "paid_otherwise")
      if (!medusa.agrees) return giveUpContract(inbank, "cart_changed")
      // Without merchant approval `granted` is only a stage on Inbank's side: the order waits for `completed`.
      if (inbank.approval === "none") return wait()
      return act(...placeOrder(medusa.paymentSession))
    case "order_without_payment":
      return act("authorize_payment")
    case "order":
      if (medusa.payment === "captured") return { ...wait(), problems: ["contract_not_active"] }
      if (medusa.orderCanceled) return giveUpContract(inbank, "order_canceled")
      if (medusa.payment === "canceled" || medusa.cancelWished)
        return { ...wait(), problems: ["approve_or_cancel"] }
      if (inbank.approval === "order" || (inbank.approval === "shipment" && medusa.shipped)) {
        return act("capture_payment")
      }
      return wait()
  }
}

/** Completed, but the contract is not active: it will be in a moment, or it was withdrawn again. */
function planActivating(inbank: InbankSide): Plan {
  return contractStatus(inbank.contractStatus) === "terminated"
    ? { ...wait(), problems: ["contract_not_active"] }
    : wait()
}

function planFinanced(inbank: InbankSide, medusa: MedusaSide): Plan {
  if (!inbank.amountAgrees) return human("amount_mismatch")
  switch (medusa.kind) {
    case "no_cart":
    case "paid_otherwise":
      return human("financed_without_order")
    case "open_cart":
      if (medusa.paymentSession === "other_method" || !medusa.agrees) return human("financed_without_order")
      return act(...placeOrder(medusa.paymentSession), "capture_payment")
    case "order_without_payment":
      return act("authorize_payment", "capture_payment")
    case "order":
      if (medusa.orderCanceled) return human("financed_order_canceled")
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

function planRefused(inbank: InbankSide, medusa: MedusaSide): Plan {
  const close = sessionStatus(inbank.sessionStatus)
  if (medusa.kind === "order_without_payment") return { ...human("do_not_ship"), close }
  if (medusa.kind !== "order") return { ...finished(), close }
  switch (medusa.payment) {
    case "authorized":
      return { steps: ["cancel_payment"], problems: shipmentProblem(medusa), close, finished: false }
    case "captured":
      return { ...human("do_not_ship"), close }
    case "canceled":
      return { ...finished(), problems: shipmentProblem(medusa), close }
  }
}

/** An order that stands while its payment is gone must not leave the warehouse. */
function shipmentProblem(medusa: { orderCanceled: boolean }): Problem[] {
  return medusa.orderCanceled ? [] : ["do_not_ship"]
}

function placeOrder(paymentSession: "live" | "dropped"): Step[] {
  return paymentSession === "dropped" ? ["restore_payment_session", "complete_cart"] : ["complete_cart"]
}

/** Pay next month may share one contract with other purchases: it is left to a human in the Partner Portal. */
function giveUpContract(inbank: InbankSide, close: string): Plan {
  if (inbank.productType === "pay_next_month" || !inbank.hasContract) {
    return { ...human("approve_or_cancel"), close }
  }
  return { steps: ["cancel_contract"], problems: [], close, finished: false }
}

function act(...steps: Step[]): Plan {
  return { steps, problems: [], finished: false }
}

function wait(): Plan {
  return { steps: [], problems: [], finished: false }
}

function human(problem: Problem): Plan {
  return { steps: [], problems: [problem], finished: false }
}

function finished(): Plan {
  return { steps: [], problems: [], finished: true }
}

/** True when asking Inbank again could tell us anything new about this session. */
export function mayStillChange(observed: Observed): boolean {
  return !isFinalSession(sessionStatus(observed.sessionStatus)) || standing(observed) === "activating"
}
