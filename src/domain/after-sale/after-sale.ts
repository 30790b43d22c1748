import { afterSaleSentence, type AfterSaleCode } from "./sentences"
import type { Approval } from "../account/approval"
import type { Standing } from "../session/lifecycle"
import type { ProductType } from "../account/product-type"
import { toDecimal, toMinorUnits } from "../money"

/**
 * The act that does it: one of Medusa's own, cancelling the contract alone, or recording what was done in the Partner
 * Portal.
 */
export type Act = "capture" | "cancel" | "cancel_contract" | "refund" | "record"

/** `code` and `values` for a caller with sentences of its own; `what` and `why` say the same in English. */
export type Possibility = { code: AfterSaleCode; values: Readonly<Record<string, string>> } & (
  | { possible: true; by: Act; what: string }
  | { possible: false; why: string }
)

/** Major units. */
export type PossibilityOfPart = Possibility & { min?: string; max?: string }

/** What can be done for an order now and what follows from it, or why it cannot be done. */
export interface AfterSale {
  approve: Possibility
  cancel: Possibility
  /** Only the contract is cancelled: the order stays, to be paid otherwise. */
  cancel_contract: Possibility
  refund_in_full: Possibility
  refund_in_part: PossibilityOfPart
}

/** When a part can be returned; days as YYYY-MM-DD. */
export interface NotYet {
  code: "part_from_day" | "part_after_payout"
  values: Readonly<Record<string, string>>
}

/** What the possibilities depend on. */
export interface AfterSaleFacts {
  standing: Standing
  terminated: boolean
  approval: Approval
  productType: ProductType
  refunds: "portal" | "api"
  payment: "authorized" | "captured" | "canceled"
  orderCanceled: boolean
  /** Medusa itself allows the order's cancellation: no goods are on their way. */
  cancelable: boolean
  /** The order costs another amount than its contract finances. */
  totalChanged?: boolean
  /** An edit, return, claim, exchange or transfer of the order is open. Medusa books no refund while it is. */
  changeOpen?: boolean
  /** Minor units: captured and not given back. */
  rest: number
  currency: string
  /** A refund that has begun and not ended, major units. */
  refundInProgress?: string
  /** What Inbank says about a withdrawal; absent when it says nothing. */
  withdrawable?: boolean
  /** Inbank's limits for a part; absent where Inbank cannot be asked. */
  part?: { allowed?: boolean; min?: string; max?: string; notYet?: NotYet }
}

export function afterSale(facts: AfterSaleFacts): AfterSale {
  return {
    approve: approve(facts),
    cancel: cancel(facts),
    cancel_contract: cancelContract(facts),
    refund_in_full: refundInFull(facts),
    refund_in_part: refundInPart(facts),
  }
}

function approve(facts: AfterSaleFacts): Possibility {
  const { payment, orderCanceled, standing, approval, terminated, totalChanged } = facts
  if (payment === "captured") return no("captured")
  if (payment === "canceled" || orderCanceled) return no("canceled")
  switch (standing) {
    case "granted":
      if (totalChanged) return no("total_changed")
      return approval === "none" ? no("completes_by_itself") : yes("capture", "approve_whole")
    case "undecided":
      return no("not_granted_yet")
    case "activating":
      return no(terminated ? "terminated" : "being_activated")
    case "financed":
      return no("financed")
    case "refused":
      return no("no_longer_financed")
  }
}

function cancel(facts: AfterSaleFacts): Possibility {
  const { payment, orderCanceled, cancelable, standing, terminated } = facts
  if (orderCanceled) return no("order_canceled")
  if (!cancelable) return no("goods_packed")
  if (facts.changeOpen) return no("order_change_open")
  if (payment === "captured") return cancelCaptured(facts)
  switch (standing) {
    case "granted":
      return yes("cancel", "cancel_contract_then_order")
    case "undecided":
    case "refused":
      return yes("cancel", "nothing_to_cancel")
    case "activating":
      return terminated ? yes("cancel", "terminated_nothing_to_cancel") : no("wait_until_captured")
    case "financed":
      return no("just_paid")
  }
}

function cancelCaptured(facts: AfterSaleFacts): Possibility {
  if (facts.rest === 0) return yes("cancel", "refunded_already")
  const refund = refundInFull(facts)
  if (!refund.possible) return refund
  if (refund.by !== "refund") return no(refund.code)
  return yes("cancel", facts.terminated ? "terminated_book_then_order" : "withdraw_then_order")
}

/** Whether the contract alone can be cancelled while its order stays. */
export function cancelContract({
  payment,
  orderCanceled,
  standing,
  terminated,
  productType,
}: Pick<
  AfterSaleFacts,
  "payment" | "orderCanceled" | "standing" | "terminated" | "productType"
>): Possibility {
  if (payment === "captured") return no(terminated ? "terminated" : "paid_refund_instead")
  switch (standing) {
    case "granted":
      if (productType === "pay_next_month") return no("cancel_in_portal")
      return orderCanceled ? no("canceled_contract_follows") : yes("cancel_contract", "cancel_contract_only")
    case "undecided":
      return no("not_granted_yet")
    case "activating":
      return no(terminated ? "terminated" : "wait_until_captured")
    case "financed":
      return no("just_paid")
    case "refused":
      return no("no_contract_left")
  }
}

function refundInFull(facts: AfterSaleFacts): Possibility {
  const refusal = noRefund(facts)
  if (refusal) return refusal
  const { refundInProgress: begun, currency } = facts
  if (begun) return no("refund_under_way", { amount: begun, currency })
  if (facts.productType === "pay_next_month") return yes("record", "pay_next_month_by_hand")
  if (facts.terminated)
    return yes(facts.orderCanceled ? "record" : "refund", "terminated_book_or_repaid_early")
  if (facts.refunds === "portal") return no("withdraw_in_portal")
  if (facts.withdrawable === false) return no("not_withdrawable")
  return facts.standing === "financed" ? yes("refund", "withdraw") : no("not_active")
}

function refundInPart(facts: AfterSaleFacts): PossibilityOfPart {
  const refusal = noRefund(facts)
  if (refusal) return refusal
  const { part, rest, refunds, productType, terminated, refundInProgress: begun } = facts
  if (begun) return { ...yes("refund", "take_up_refund"), min: begun, max: begun }
  const byHand = refunds === "portal" || productType === "pay_next_month" || !part || terminated
  if (byHand && facts.orderCanceled) return no("canceled_record_all")
  if (byHand) return { ...yes("record", "part_by_hand"), min: "0.01", max: toDecimal(rest) }
  if (part.allowed === false)
    return part.notYet ? no(part.notYet.code, part.notYet.values) : no("part_not_allowed")
  const most = part.max === undefined ? rest - 1 : Math.min(toMinorUnits(part.max), rest - 1)
  const min = part.min ?? "0.01"
  if (most < toMinorUnits(min)) return no("too_little_left")
  return { ...yes("refund", "part_by_api"), min, max: toDecimal(most) }
}

function noRefund(facts: AfterSaleFacts) {
  const { payment, orderCanceled, rest, terminated, productType } = facts
  if (payment !== "captured") return no("nothing_captured")
  if (rest === 0) return no("all_refunded")
  if (facts.changeOpen && !orderCanceled) return no("order_change_open")
  if (orderCanceled && !terminated && productType !== "pay_next_month") return no("canceled_withdraw")
  return undefined
}

function yes(by: Act, code: AfterSaleCode): Possibility {
  return { possible: true, by, code, values: {}, what: afterSaleSentence(code, {}) }
}

function no(code: AfterSaleCode, values: Readonly<Record<string, string>> = {}): Possibility {
  return { possible: false, code, values, why: afterSaleSentence(code, values) }
}
