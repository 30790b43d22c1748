/**
 * What Medusa has for the row's payment collection. "There is an order" means there is a payment: order and links
 * appear before the payment is authorized and may be rolled back.
 */
export type MedusaState =
  | { kind: "no_cart" }
  | OpenCart
  | HalfWrittenOrder
  /** The cart became an order that another method paid, or will: a bank transfer may take days. */
  | { kind: "paid_otherwise" }
  /** The cart became an order that nobody has paid, and not for the price that was signed: mostly it costs nothing. */
  | { kind: "order_of_other_total"; isFree: boolean }
  /** An order whose payment was never written: a process died in mid-completion, or Medusa's engine broke it off. */
  | {
      kind: "order_without_payment"
      orderCanceled: boolean
      /** The customer chose a method once more, and Medusa dropped the session that was to pay. */
      sessionDropped: boolean
    }
  | {
      kind: "order"
      payment: "authorized" | "captured" | "canceled"
      orderCanceled: boolean
      /** Goods of it have left: shipped, or delivered without a shipment (fetched by the customer, digital goods). */
      handedOver: boolean
      /** It costs something else than its contract finances, which is not approved yet. */
      totalChanged: boolean
      /** Medusa put another payment collection in this one's place: the order was edited, or a return was asked for. */
      replaced: boolean
      /** What a process that died in the middle left behind: Medusa refuses every later capture or refund because of it. */
      leftBehind: "nothing" | "capture" | "refund"
      /** Another standing payment pays for the same order. */
      paidTwice: boolean
      /** Another standing order was made of the same cart. */
      orderedTwice: boolean
      /** How much of a captured payment Medusa has booked as refunded. */
      refunded: "nothing" | "part" | "whole"
      /** What our ledger of refunds has that Medusa has not: given back at Inbank and not booked, or begun and left. */
      refundOpen: "nothing" | "unbooked" | "unfinished"
    }

/** The cart has gone on to another total, another method or an order: it would not be ordered with this contract. */
export function isOutdated(medusa: MedusaState): boolean {
  switch (medusa.kind) {
    case "no_cart":
    case "paid_otherwise":
    case "order_of_other_total":
      return true
    case "open_cart":
      return isOutdatedCart(medusa)
    case "half_written_order":
      return isOutdatedCart(medusa.cart)
    case "order_without_payment":
    case "order":
      return false
  }
}

function isOutdatedCart({ agrees, paymentSession }: OpenCart): boolean {
  return !agrees || paymentSession === "other_method"
}

/** What is planned for a cart or an order; half written it is planned for as what it was to be. */
export type WholeState = Exclude<MedusaState, HalfWrittenOrder>

/** The cart may become an order. */
export interface OpenCart {
  kind: "open_cart"
  /** The cart's total and currency are still those of the row. */
  agrees: boolean
  /** `mixed`: ours among others, any of which Medusa might authorize. */
  paymentSession: "live" | "dropped" | "mixed" | "other_method"
  /** Medusa rolled an order back and left our payment standing. */
  paymentLeft: boolean
}

/** A process died while it made an order that nobody has paid, and only a part of it is written. */
export interface HalfWrittenOrder {
  kind: "half_written_order"
  /** `stale`: its total is not the row's. `canceled`: somebody has cancelled it. */
  order: "payable" | "stale" | "canceled"
  /** Of which it was to be made, and another can be once this one is rolled back. */
  cart: OpenCart
}
