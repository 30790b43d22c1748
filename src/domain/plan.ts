import type { Approval } from "./approval"
import { sessionStatus, standing, contractStatus, type Observed } from "./lifecycle"

/** What our row and Inbank's last answers say. */
export interface InbankSide extends Observed {
  approval: Approval
  /** False when Inbank's own total or currency differs from what we asked for. */
  amountAgrees: boolean
  /** False until GET /pos-sessions has named the contract. */
  hasContract: boolean
  /** Why we gave the contract up, once we have: no order is placed with it any more, whatever the cart does afterwards. */
  givenUp: GivenUp | null
}

const GIVEN_UP = ["amount_mismatch", "cart_changed", "cart_gone", "order_canceled", "paid_otherwise"] as const
export type GivenUp = (typeof GIVEN_UP)[number]

/** Reads a row's reason for being closed: Inbank's own last words and technical reasons are none of giving up. */
export function givenUp(closedReason: string | null): GivenUp | null {
  return GIVEN_UP.find((reason) => reason === closedReason) ?? null
}

/**
 * What Medusa has for the row's payment collection. "There is an order" means there is a payment: order and links
 * appear before the payment is authorized and may be rolled back.
 */
export type MedusaSide =
  | { kind: "no_cart" }
  | {
      kind: "open_cart"
      /** The cart's total and currency are still those of the row. */
      agrees: boolean
      /** `mixed`: ours among others, any of which Medusa might authorize. */
      paymentSession: "live" | "dropped" | "mixed" | "other_method"
      /** Medusa rolled an order back and left our payment standing. */
      paymentLeft: boolean
    }
  /** The cart became an order that another method paid. */
  | { kind: "paid_otherwise" }
  /** An order whose payment was never written: a process died in mid-completion. */
  | { kind: "order_without_payment" }
  | {
      kind: "order"
      payment: "authorized" | "captured" | "canceled"
      orderCanceled: boolean
      shipped: boolean
      /** Medusa put another payment collection in this one's place: the order was edited, or a return was asked for. */
      replaced: boolean
    }

/** One act that does no harm when it is done twice. */
export type Step =
  | "restore_payment_session"
  | "complete_cart"
  | "authorize_payment"
  | "capture_payment"
  | "cancel_payment"
  | "cancel_contract"

export const PROBLEMS = [
  "amount_mismatch",
  "approve_or_cancel",
  "contract_not_active",
  "do_not_ship",
  "financed_order_canceled",
  "financed_without_order",
  "terminated_without_order",
] as const
/** What needs a human. Cleared by the first look that finds nothing of the kind; what a finished look finds stays. */
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
      return planActivating(inbank, medusa)
    case "financed":
      return planFinanced(inbank, medusa)
    case "refused":
      return planRefused(inbank, medusa)
  }
}

function planGranted(inbank: InbankSide, medusa: MedusaSide): Plan {
  if (!inbank.amountAgrees)
    return { ...giveUpContract(inbank, "amount_mismatch"), problems: ["amount_mismatch"] }
  if (inbank.givenUp && medusa.kind !== "order") return giveUpContract(inbank, inbank.givenUp)
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
      if (medusa.payment === "canceled" || medusa.replaced)
        return { ...wait(), problems: ["approve_or_cancel"] }
      if (inbank.approval === "order" || (inbank.approval === "shipment" && medusa.shipped)) {
        return act("capture_payment")
      }
      return wait()
  }
}

/** Completed, but the contract is not active: it will be in a moment, or it was withdrawn again. */
function planActivating(inbank: InbankSide, medusa: MedusaSide): Plan {
  if (contractStatus(inbank.contractStatus) !== "terminated") return wait()
  const close = "terminated"
  switch (medusa.kind) {
    case "order":
      return medusa.orderCanceled ? { ...finished(), close } : human("contract_not_active")
    case "order_without_payment":
      return human("contract_not_active")
    case "open_cart":
      if (medusa.paymentLeft)
        return { ...act("cancel_payment"), problems: ["terminated_without_order"], close }
      return { ...finished(), problems: ["terminated_without_order"], close }
    case "no_cart":
    case "paid_otherwise":
      return { ...finished(), problems: ["terminated_without_order"], close }
  }
}

function planFinanced(inbank: InbankSide, medusa: MedusaSide): Plan {
  if (!inbank.amountAgrees) return human("amount_mismatch")
  switch (medusa.kind) {
    case "no_cart":
    case "paid_otherwise":
      return human("financed_without_order")
    case "open_cart":
      if (inbank.givenUp || medusa.paymentSession === "other_method" || !medusa.agrees) {
        return human("financed_without_order")
      }
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
  if (medusa.kind === "open_cart" && medusa.paymentLeft) return { ...act("cancel_payment"), close }
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

/** Only ours may be there when the cart is completed: Medusa authorizes whichever session comes first. */
function placeOrder(paymentSession: "live" | "dropped" | "mixed"): Step[] {
  return paymentSession === "live" ? ["complete_cart"] : ["restore_payment_session", "complete_cart"]
}

/** Pay next month may share one contract with other purchases: it is left to a human in the Partner Portal. */
function giveUpContract(inbank: InbankSide, close: GivenUp): Plan {
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
