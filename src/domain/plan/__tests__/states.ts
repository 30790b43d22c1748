import type { HalfWrittenOrder, MedusaState, OpenCart } from "../state"
import type { InbankState } from "../../session/inbank-state"

export const NOW = new Date("2030-06-15T12:00:00Z")

/** What Inbank says, with everything else as in an ordinary purchase. */
export function inbank(sessionStatus: string | null, change: Partial<InbankState> = {}): InbankState {
  return {
    sessionStatus,
    contractStatus: sessionStatus === "completed" ? "activated" : null,
    productType: "hire_purchase",
    approval: "capture",
    approvalReminderDays: 3,
    amountAgrees: true,
    hasContract: true,
    abandoned: null,
    repaidEarly: false,
    changedAt: NOW,
    ...change,
  }
}

export function order(change: Partial<Extract<MedusaState, { kind: "order" }>> = {}): MedusaState {
  return {
    kind: "order",
    payment: "authorized",
    orderCanceled: false,
    handedOver: false,
    totalChanged: false,
    replaced: false,
    leftBehind: "nothing",
    paidTwice: false,
    orderedTwice: false,
    refunded: "nothing",
    refundOpen: "nothing",
    ...change,
  }
}

export function cart(change: Partial<OpenCart> = {}): OpenCart {
  return {
    kind: "open_cart",
    agrees: true,
    paymentSession: "live",
    paymentLeft: false,
    ...change,
  }
}

/** A part of an order of such a cart. */
function half(part: HalfWrittenOrder["order"], change: Partial<OpenCart> = {}): HalfWrittenOrder {
  return { kind: "half_written_order", order: part, cart: cart(change) }
}

/** Every situation in Medusa, in words. */
export const SITUATIONS = {
  "no cart": { kind: "no_cart" },
  "open cart": cart(),
  "open cart, payment session dropped by Medusa": cart({ paymentSession: "dropped" }),
  "open cart, ours among other payment sessions": cart({ paymentSession: "mixed" }),
  "open cart, payment left by a rolled back order": cart({ paymentLeft: true }),
  "open cart, payment left, order left half made by a dead process": half("payable", {
    paymentLeft: true,
  }),
  "open cart, order left half made by a dead process": half("payable"),
  "open cart, changed": cart({ agrees: false }),
  "open cart, changed, order left half made by a dead process": half("payable", { agrees: false }),
  "open cart, changed, payment left by a rolled back order": cart({ agrees: false, paymentLeft: true }),
  "open cart, order of another total left half made": half("stale"),
  "open cart, order left half made and cancelled": half("canceled"),
  "open cart, other method chosen": cart({ paymentSession: "other_method" }),
  "open cart, other method chosen, order left half made by a dead process": half("payable", {
    paymentSession: "other_method",
  }),
  "order paid otherwise": { kind: "paid_otherwise" },
  "order that costs nothing": { kind: "order_of_other_total", isFree: true },
  "order of another total that nobody has paid": { kind: "order_of_other_total", isFree: false },
  "order without payment": { kind: "order_without_payment", orderCanceled: false, sessionDropped: false },
  "order without payment, its session dropped by Medusa": {
    kind: "order_without_payment",
    orderCanceled: false,
    sessionDropped: true,
  },
  "order, payment authorized": order(),
  "order, payment authorized, replaced by an order edit or return": order({ replaced: true }),
  "order, payment authorized, handed over": order({ handedOver: true }),
  "order, payment authorized, costs something else by now": order({ totalChanged: true }),
  "order, payment authorized, half a capture left by a dead process": order({ leftBehind: "capture" }),
  "order, payment authorized, paid by another method too": order({ paidTwice: true }),
  "order, payment authorized, and a second order of the same cart": order({ orderedTwice: true }),
  "order, payment captured": order({ payment: "captured" }),
  "order, payment captured, half a refund left by a dead process": order({
    payment: "captured",
    leftBehind: "refund",
  }),
  "order, payment captured, given back at Inbank and not booked": order({
    payment: "captured",
    refundOpen: "unbooked",
  }),
  "order, payment captured, a refund begun and not ended": order({
    payment: "captured",
    refundOpen: "unfinished",
  }),
  "order, payment captured, wholly refunded": order({ payment: "captured", refunded: "whole" }),
  "order, payment cancelled": order({ payment: "canceled" }),
  "order cancelled, never paid": {
    kind: "order_without_payment",
    orderCanceled: true,
    sessionDropped: false,
  },
  "order cancelled, payment authorized": order({ orderCanceled: true }),
  "order cancelled, payment captured": order({ payment: "captured", orderCanceled: true }),
  "order cancelled, payment captured, wholly refunded": order({
    payment: "captured",
    orderCanceled: true,
    refunded: "whole",
  }),
  "order cancelled, payment cancelled": order({ payment: "canceled", orderCanceled: true }),
} satisfies Record<string, MedusaState>

export type Situation = keyof typeof SITUATIONS
export const SITUATION_NAMES = Object.keys(SITUATIONS).filter(isSituation)

function isSituation(name: string): name is Situation {
  return Object.hasOwn(SITUATIONS, name)
}
