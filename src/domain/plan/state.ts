/**
 * What Medusa has for the row's payment collection. "There is an order" means there is a payment: order and links
 * appear before the payment is authorized and may be rolled back.
 */
export type MedusaState =
  | { kind: "no_cart" }
  | OpenCart
  | HalfWrittenOrder
  /** The cart became an order that another method has paid, or will pay: a bank transfer may take days. */
  | { kind: "paid_otherwise" }
  /**
   * The cart became an order that nobody has paid, with another total than the signed one: in most cases it costs
   * nothing.
   */
  | { kind: "order_of_other_total"; isFree: boolean }
  /**
   * An order whose payment was never written: a process died during the completion, or Medusa's engine broke it off.
   */
  | {
      kind: "order_without_payment"
      orderCanceled: boolean
      /** The customer chose a method again, and Medusa dropped the session that was to pay. */
      sessionDropped: boolean
    }
  | {
      kind: "order"
      payment: "authorized" | "captured" | "canceled"
      orderCanceled: boolean
      /**
       * Some of its goods have left: shipped, or delivered without a shipment (fetched by the customer, digital goods).
       */
      handedOver: boolean
      /** It costs another amount than its contract finances, and the contract is not approved yet. */
      totalChanged: boolean
      /** Medusa replaced this payment collection by another: the order was edited, or a return was requested. */
      replaced: boolean
      /**
       * What a process that died in the middle left behind: because of it Medusa refuses every later capture or refund.
       */
      leftBehind: "nothing" | "capture" | "refund"
      /** Another payment that is not cancelled pays for the same order. */
      paidTwice: boolean
      /** Another order that is not cancelled was made of the same cart. */
      orderedTwice: boolean
      /** How much of a captured payment Medusa has booked as refunded. */
      refunded: "nothing" | "part" | "whole"
      /**
       * What our ledger of refunds has and Medusa has not: given back at Inbank and not booked, or begun and not ended.
       */
      refundOpen: "nothing" | "unbooked" | "unfinished"
    }

/** The cart has another total, another method or an order now: no order of it would use this contract. */
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

/** What a plan is made for: a cart or an order. A half-written order is planned for as what it was to become. */
export type WholeState = Exclude<MedusaState, HalfWrittenOrder>

/** The cart may become an order. */
export interface OpenCart {
  kind: "open_cart"
  /** The cart's total and currency are still those of the row. */
  agrees: boolean
  /** `mixed`: ours among others, any of which Medusa might authorize. */
  paymentSession: "live" | "dropped" | "mixed" | "other_method"
  /** Medusa rolled an order back and did not remove our payment. */
  paymentLeft: boolean
}

/** A process died while it made an order that nobody has paid, and only a part of the order is written. */
export interface HalfWrittenOrder {
  kind: "half_written_order"
  /** `stale`: its total is not the row's. `canceled`: somebody has cancelled it. */
  order: "payable" | "stale" | "canceled"
  /** The cart that the order was made of. It can become another order once this one is rolled back. */
  cart: OpenCart
}
