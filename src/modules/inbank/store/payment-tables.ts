import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Where a payment session stands in Medusa. Amounts are major units as decimal strings. */
export interface PaymentSessionPlace {
  payment_session_id: string
  provider_id: string
  payment_collection_id: string
  amount: string
  currency_code: string
  /** Absent for a payment collection that belongs to no cart. */
  cart_id: string | null
}

/** A capture that Medusa has begun: its amount, and that of the payment it is taken from. */
export interface CapturePlace {
  amount: string
  payment_amount: string
  purchase_reference: string | null
  /** Null when Medusa deleted the payment's session: then the payment pays for nothing. */
  live_session_id: string | null
}

/** What our `authorizePayment` put into the payment's data: our row's id. */
const PURCHASE_REFERENCE = "p.data->>'purchase_reference' as purchase_reference"

/**
 * Reads on Medusa's own payment tables. A provider's hooks are told neither cart nor order nor the amount of a
 * capture, and their container holds no Query: one join on the shared connection (about 1 ms) finds them.
 */
export class PaymentTables {
  constructor(private readonly knex: Knex) {}

  async placeOfSession(paymentSessionId: string): Promise<PaymentSessionPlace | undefined> {
    return await this.knex("payment_session as ps")
      .leftJoin("cart_payment_collection as link", (on) =>
        on.on("link.payment_collection_id", "ps.payment_collection_id").onNull("link.deleted_at"),
      )
      .where("ps.id", paymentSessionId)
      .first(
        "ps.id as payment_session_id",
        "ps.provider_id",
        "ps.payment_collection_id",
        "ps.amount",
        "ps.currency_code",
        "link.cart_id",
      )
  }

  async placeOfCapture(captureId: string): Promise<CapturePlace | undefined> {
    return await this.knex("capture as c")
      .join("payment as p", "p.id", "c.payment_id")
      .leftJoin("payment_session as ps", liveSession)
      .where("c.id", captureId)
      .first(
        "c.amount",
        "p.amount as payment_amount",
        "ps.id as live_session_id",
        this.knex.raw(PURCHASE_REFERENCE),
      )
  }

  /** The row that a payment was authorized for, and whether the payment can still pay for anything. */
  async placeOfPayment(
    paymentId: string,
  ): Promise<{ purchase_reference: string | null; live_session_id: string | null } | undefined> {
    return await this.knex("payment as p")
      .leftJoin("payment_session as ps", liveSession)
      .where("p.id", paymentId)
      .first("ps.id as live_session_id", this.knex.raw(PURCHASE_REFERENCE))
  }

  async isCaptured(paymentId: string): Promise<boolean> {
    const payment = await this.knex<{ id: string; captured_at: Date | null }>("payment")
      .where({ id: paymentId })
      .first("captured_at")
    return Boolean(payment?.captured_at)
  }

  /**
   * The total of the order that is being placed with this payment session, if there is one yet. It exists before the
   * payment is authorized, and it alone shows that POST /store/carts/:id/taxes changed a cart behind its payment.
   */
  async orderTotal(paymentSessionId: string): Promise<{ total: string; currency_code: string } | undefined> {
    return await this.knex("payment_session as ps")
      .join("order_payment_collection as link", (on) =>
        on.on("link.payment_collection_id", "ps.payment_collection_id").onNull("link.deleted_at"),
      )
      .join("order as o", "o.id", "link.order_id")
      .join("order_summary as os", (on) => on.on("os.order_id", "o.id").onNull("os.deleted_at"))
      .where("ps.id", paymentSessionId)
      .first(this.knex.raw("os.totals->'raw_current_order_total'->>'value' as total"), "o.currency_code")
  }

  /** How to reach the customer of a cart: for the bank's form only, never kept by us. */
  async contactOfCart(cartId: string): Promise<{ email: string | null; phone: string | null } | undefined> {
    return await this.knex("cart as c")
      .leftJoin("cart_address as a", "a.id", "c.shipping_address_id")
      .where("c.id", cartId)
      .first("c.email", "a.phone")
  }

  /** The payment collection of a cart, if it has one. */
  async collectionOfCart(cartId: string): Promise<string | undefined> {
    const row = await this.knex<{ cart_id: string; payment_collection_id: string }>("cart_payment_collection")
      .where({ cart_id: cartId })
      .whereNull("deleted_at")
      .first("payment_collection_id")
    return row?.payment_collection_id
  }

  /** The order a cart became, whichever method paid it. */
  async orderOfCart(cartId: string): Promise<string | undefined> {
    const row = await this.knex<{ cart_id: string; order_id: string }>("order_cart")
      .where({ cart_id: cartId })
      .whereNull("deleted_at")
      .first("order_id")
    return row?.order_id
  }

  /** The cart an order was made of. */
  async cartOfOrder(orderId: string): Promise<string | undefined> {
    const row = await this.knex<{ cart_id: string; order_id: string }>("order_cart")
      .where({ order_id: orderId })
      .whereNull("deleted_at")
      .first("cart_id")
    return row?.cart_id
  }
}

function liveSession(on: Knex.JoinClause): void {
  on.on("ps.id", "p.payment_session_id").onNull("ps.deleted_at")
}
