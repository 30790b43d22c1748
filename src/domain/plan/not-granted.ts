import { closedByInbank } from "../session/close-reason"
import type { InbankState } from "../session/inbank-state"
import { sessionStatus, isStrange } from "../session/lifecycle"
import { act, finished, human, wait, type Plan, type Problem } from "./outcome"
import type { WholeState } from "./state"

/**
 * A customer who signs for an order that already exists would pay twice: their page leads to the order, and not back to
 * e-POS.
 */
export function planUndecided(inbank: InbankState, medusa: WholeState): Plan {
  if (isStrange(sessionStatus(inbank.sessionStatus), inbank.sessionStatus)) return human("unknown_status")
  const isSettled =
    medusa.kind === "paid_otherwise" || (medusa.kind === "order_of_other_total" && medusa.isFree)
  return isSettled ? { ...wait(), close: "paid_otherwise" } : wait()
}

/** Inbank or the customer said no, or took the yes back. */
export function planRefused(inbank: InbankState, medusa: WholeState): Plan {
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

/** The goods of an order that is not cancelled and has lost its payment must not leave the warehouse. */
function shipmentProblem(medusa: { orderCanceled: boolean }): Problem[] {
  return medusa.orderCanceled ? [] : ["do_not_ship"]
}
