import type { CloseReason } from "../session/close-reason"
import type { InbankState } from "../session/inbank-state"
import { contractStatus, isStrange } from "../session/lifecycle"
import { act, finished, human, wait, type Plan } from "./outcome"
import { payOrder, placeOrder } from "./place-order"
import type { MedusaState, WholeState } from "./state"

/**
 * After this time a human should know. How long Inbank takes is UNKNOWN. That it takes seconds is INFERRED from its
 * advice to ask once a second for 15 s (docs/inbank-api.md).
 */
const ACTIVATION_MS = 3_600_000

/** Completed, but the contract is not active: it becomes active in a moment, or it was withdrawn again. */
export function planActivating(inbank: InbankState, medusa: WholeState, now: Date): Plan {
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
 * The contract of an order is over: the merchant withdrew it, or the customer repaid it early. Inbank does not tell
 * which, so nothing is booked automatically, and the merchant says which.
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
      // We withdrew it, and the refund is being written down.
      if (medusa.refundOpen !== "nothing") return wait()
      if (repaidEarly) return finished()
      return human("contract_terminated")
    case "canceled":
      return medusa.orderCanceled ? { ...finished(), close } : human("contract_not_active")
  }
}

/** Inbank has paid: only a human may unwind it. */
export function planFinanced(inbank: InbankState, medusa: WholeState): Plan {
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
