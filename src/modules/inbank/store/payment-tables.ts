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

/** Longer than Medusa's longest call of a provider: a half-written row that is older was left by a dead process. */
const PROVIDER_CALL_SECONDS = 90

/** What is wrong in Medusa's own books for one payment. */
export interface BooksOfPayment {
  /** A capture was begun and never ended: Medusa refuses every later one ("more than the authorized amount"). */
  left_capture: boolean
  /** A refund was begun and never booked: Medusa counts it as given back. */
  left_refund: boolean
  /** A capture or refund was begun a moment ago and not ended yet: somebody is at it. */
  in_progress: boolean
  /** Orders made of the cart that are not cancelled. */
  standing_orders: number
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

  async booksOf(paymentId: string, cartId: string): Promise<BooksOfPayment> {
    const { rows } = await this.knex.raw<{ rows: BooksOfPayment[] }>(
      `select
         exists (select 1 ${HALF_DONE.capture} and ${TOO_OLD}) as left_capture,
         exists (select 1 ${HALF_DONE.refund} and ${TOO_OLD}) as left_refund,
         exists (select 1 ${HALF_DONE.capture} and not ${TOO_OLD})
           or exists (select 1 ${HALF_DONE.refund} and not ${TOO_OLD}) as in_progress,
         (select count(*)::int from order_cart link join "order" o on o.id = link.order_id
          where link.cart_id = ? and link.deleted_at is null and o.canceled_at is null) as standing_orders
       from payment p where p.id = ?`,
      [cartId, paymentId],
    )
    const [books] = rows
    if (!books) throw new Error(`payment ${paymentId} is gone`)
    return books
  }

  /** What a dead process left of a payment's captures or refunds, by id. */
  async leftBehind(kind: "capture" | "refund", paymentId: string): Promise<string[]> {
    const { rows } = await this.knex.raw<{ rows: { id: string }[] }>(
      `select half.id from payment p join lateral (select half.id ${HALF_DONE[kind]} and ${TOO_OLD}) half on true where p.id = ?`,
      [paymentId],
    )
    return rows.map(({ id }) => id)
  }

  /** Our row's id, when a completion that Medusa rolled back has left a payment of ours standing without an order. */
  async paymentWithoutOrder(paymentCollectionId: string, providerIds: string[]): Promise<string | undefined> {
    const payment = await this.knex("payment as p")
      .leftJoin("order_payment_collection as link", (on) =>
        on.on("link.payment_collection_id", "p.payment_collection_id").onNull("link.deleted_at"),
      )
      .where("p.payment_collection_id", paymentCollectionId)
      .whereNull("p.canceled_at")
      .whereNull("p.deleted_at")
      .whereNull("link.order_id")
      .whereIn("p.provider_id", providerIds)
      .first<{ purchase_reference: string | null } | undefined>(this.knex.raw(PURCHASE_REFERENCE))
    return payment?.purchase_reference ?? undefined
  }

  /** True when the cart has a discount whose promotion was deleted since: Medusa can never complete such a cart. */
  async hasLostPromotion(cartId: string): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: { lost: boolean }[] }>(
      `select exists (
         select 1 from cart_line_item_adjustment a join cart_line_item i on i.id = a.item_id
         where i.cart_id = :cartId and i.deleted_at is null and ${LOST_PROMOTION}
       ) or exists (
         select 1 from cart_shipping_method_adjustment a join cart_shipping_method m on m.id = a.shipping_method_id
         where m.cart_id = :cartId and m.deleted_at is null and ${LOST_PROMOTION}
       ) as lost`,
      { cartId },
    )
    return rows[0]?.lost ?? false
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

/** Rows of payment `p` that were begun and not ended. What Medusa has booked has a transaction; a cancelled order's names the payment. */
const HALF_DONE = {
  capture: `from capture half where half.payment_id = p.id and half.deleted_at is null and p.captured_at is null`,
  refund: `from refund half where half.payment_id = p.id and half.deleted_at is null and not exists (
    select 1 from order_transaction t
    where t.reference = 'refund' and t.reference_id in (half.id, p.id) and t.deleted_at is null)`,
}
const TOO_OLD = `(half.created_at < now() - interval '${PROVIDER_CALL_SECONDS} seconds')`

const LOST_PROMOTION = `a.deleted_at is null and a.promotion_id is not null and not exists (
  select 1 from promotion p where p.id = a.promotion_id and p.deleted_at is null)`

function liveSession(on: Knex.JoinClause): void {
  on.on("ps.id", "p.payment_session_id").onNull("ps.deleted_at")
}
