import type { Approval } from "./approval"
import type { ProductType, Standing } from "./lifecycle"
import { toDecimal, toMinorUnits } from "./money"

/** The act that does it: one of Medusa's own, or recording what was done in the Partner Portal. */
export type Act = "capture" | "cancel" | "refund" | "record"

export type Possibility = { possible: true; by: Act; what: string } | { possible: false; why: string }

/** Major units. */
export type PossibilityOfPart = Possibility & { min?: string; max?: string }

/** What can be done for an order now, and what follows; or why not. */
export interface AfterSale {
  approve: Possibility
  cancel: Possibility
  refund_in_full: Possibility
  refund_in_part: PossibilityOfPart
}

/** What it depends on. */
export interface AfterSaleFacts {
  standing: Standing
  terminated: boolean
  approval: Approval
  productType: ProductType
  refunds: "portal" | "api"
  payment: "authorized" | "captured" | "canceled"
  orderCanceled: boolean
  /** Medusa itself would cancel the order: no goods are on their way. */
  cancelable: boolean
  /** Minor units: captured and not given back. */
  rest: number
  currency: string
  /** A refund that was begun and not ended, major units. */
  refundInProgress?: string
  /** What Inbank says of a withdrawal; absent when it says nothing. */
  withdrawable?: boolean
  /** Inbank's limits for a part; absent where it cannot be asked. */
  part?: { allowed?: boolean; min?: string; max?: string; notYet?: string }
}

export function afterSale(facts: AfterSaleFacts): AfterSale {
  return {
    approve: approve(facts),
    cancel: cancel(facts),
    refund_in_full: refundInFull(facts),
    refund_in_part: refundInPart(facts),
  }
}

function approve({ payment, orderCanceled, standing, approval, terminated }: AfterSaleFacts): Possibility {
  if (payment === "captured") return no("The contract is approved and the payment captured.")
  if (payment === "canceled" || orderCanceled) return no("The order or its payment is cancelled.")
  switch (standing) {
    case "granted":
      return approval === "none"
        ? no("Inbank completes this contract by itself.")
        : yes("capture", "Capturing the payment approves the contract at Inbank, whole.")
    case "undecided":
      return no("Inbank has not granted the contract yet.")
    case "activating":
      return no(
        terminated
          ? "The contract is terminated at Inbank."
          : "Approved: Inbank is activating the contract, and the payment is captured by itself.",
      )
    case "financed":
      return no("Inbank has paid: the payment is captured by itself in a moment.")
    case "refused":
      return no("Inbank no longer finances this order. Do not ship.")
  }
}

function cancel(facts: AfterSaleFacts): Possibility {
  const { payment, orderCanceled, cancelable, standing, terminated } = facts
  if (orderCanceled) return no("The order is cancelled.")
  if (!cancelable)
    return no(
      "Medusa does not cancel an order that is completed or whose goods are packed: cancel its fulfillments first.",
    )
  if (payment === "captured") return cancelCaptured(facts)
  switch (standing) {
    case "granted":
      return yes("cancel", "The contract is cancelled at Inbank first, then the order.")
    case "undecided":
    case "refused":
      return yes("cancel", "There is nothing to cancel at Inbank.")
    case "activating":
      return terminated
        ? yes("cancel", "There is nothing to cancel at Inbank: the contract is terminated.")
        : no("Inbank is activating the contract: wait until the payment is captured.")
    case "financed":
      return no("Inbank has just paid: the payment is captured by itself in a moment.")
  }
}

function cancelCaptured(facts: AfterSaleFacts): Possibility {
  if (facts.rest === 0) return yes("cancel", "Everything is refunded already.")
  const refund = refundInFull(facts)
  if (!refund.possible || refund.by === "refund")
    return refund.possible ? yes("cancel", `${refund.what} Then the order is cancelled.`) : refund
  return no(refund.what)
}

function refundInFull(facts: AfterSaleFacts): Possibility {
  const refusal = noRefund(facts)
  if (refusal) return refusal
  const { refundInProgress, currency } = facts
  if (refundInProgress)
    return no(`A refund of ${refundInProgress} ${currency} is under way: it is ended first.`)
  if (facts.productType === "pay_next_month")
    return yes(
      "record",
      "Pay next month is given back in the Partner Portal only: do it there, then record it here.",
    )
  if (facts.terminated)
    return yes(
      facts.orderCanceled ? "record" : "refund",
      "The contract is terminated at Inbank. If it was withdrawn, the refund is booked without another call; if the customer repaid it early, say so instead.",
    )
  if (facts.refunds === "portal")
    return no(
      "Withdraw the contract in the Partner Portal first; then Refund books it, as soon as Inbank shows it as terminated.",
    )
  if (facts.withdrawable === false)
    return no(
      "Inbank no longer lets this contract be withdrawn by API. Withdraw it in the Partner Portal; then Refund books it.",
    )
  return facts.standing === "financed"
    ? yes("refund", "The contract is withdrawn at Inbank.")
    : no("The contract is not active at Inbank.")
}

function refundInPart(facts: AfterSaleFacts): PossibilityOfPart {
  const refusal = noRefund(facts)
  if (refusal) return refusal
  const { part, rest, refunds, productType, terminated, refundInProgress: begun } = facts
  if (begun)
    return {
      ...yes("refund", "A refund was begun: the same amount again takes it up."),
      min: begun,
      max: begun,
    }
  const byHand = refunds === "portal" || productType === "pay_next_month" || !part || terminated
  if (byHand && facts.orderCanceled) return no("The order is cancelled: record all of it at once.")
  if (byHand) {
    const what = "Return the part in the Partner Portal, then record it here with its reference."
    return { ...yes("record", what), min: "0.01", max: toDecimal(rest) }
  }
  if (part.allowed === false)
    return no(part.notYet ?? "Inbank does not let a part of this contract be returned now.")
  const most = part.max === undefined ? rest - 1 : Math.min(toMinorUnits(part.max), rest - 1)
  const min = part.min ?? "0.01"
  if (most < toMinorUnits(min)) return no("Too little is left to return a part: refund all of it.")
  return { ...yes("refund", "The part is returned at Inbank."), min, max: toDecimal(most) }
}

function noRefund({ payment, orderCanceled, rest, terminated, productType }: AfterSaleFacts) {
  if (payment !== "captured") return no("Nothing is captured: there is nothing to refund.")
  if (rest === 0) return no("Everything is refunded.")
  if (orderCanceled && !terminated && productType !== "pay_next_month")
    return no("The order is cancelled: withdraw the contract in the Partner Portal, then record it here.")
  return undefined
}

function yes(by: Act, what: string): Possibility {
  return { possible: true, by, what }
}

function no(why: string): { possible: false; why: string } {
  return { possible: false, why }
}
