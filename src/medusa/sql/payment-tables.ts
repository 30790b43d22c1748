import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SessionRow } from "../../modules/inbank/store/session-row"
import {
  findPaymentSession,
  findStart,
  type PaymentSessionContext,
  type StartContext,
} from "./payment-session-context"

/** What a payment was authorized for. */
export interface PaymentContext {
  purchase_reference: string | null
  /** False for a payment that pays for nothing: the order it was made for was rolled back, its session deleted. */
  counts: boolean
}

/** A payment of ours, and the shop at Inbank that its session was made with. */
export type OurPayment = Pick<
  SessionRow,
  "payment_collection_id" | "account_id" | "shop_uuid" | "environment"
>

/** A capture that Medusa has begun: its amount, and the amount of its payment. */
export interface CaptureContext extends PaymentContext {
  order_id: string | null
  amount: string
  payment_amount: string
}

/** What our `authorizePayment` put into the payment's data: our row's id. */
const PURCHASE_REFERENCE = "p.data->>'purchase_reference' as purchase_reference"

const ORDER_ID = `(select link.order_id from order_payment_collection link
  where link.payment_collection_id = p.payment_collection_id and link.deleted_at is null limit 1) as order_id`

/**
 * A payment counts while its session exists. Medusa lets a shopper choose a method again after the order, and deletes
 * the session that has paid: then the payment counts if it was made for the existing order, and not for one that was
 * rolled back.
 */
const COUNTS = `(
  exists (select 1 from payment_session ps where ps.id = p.payment_session_id and ps.deleted_at is null)
  or exists (
    select 1 from order_payment_collection link join "order" o on o.id = link.order_id
    where link.payment_collection_id = p.payment_collection_id and link.deleted_at is null
      and (p.created_at >= o.created_at
        or exists (select 1 from inbank_session s
          where s.payment_id = p.id and s.order_id = o.id and s.deleted_at is null)))
) as counts`

/**
 * Reads on Medusa's own payment tables. A provider's hooks are given neither cart nor order nor the amount of a
 * capture, and their container holds no Query: one join on the shared connection (about 1 ms) finds them.
 */
export class PaymentTables {
  constructor(private readonly knex: Knex) {}

  async findPaymentSession(paymentSessionId: string): Promise<PaymentSessionContext | undefined> {
    return await findPaymentSession(this.knex, paymentSessionId)
  }

  async findStart(paymentSessionId: string): Promise<StartContext | undefined> {
    return await findStart(this.knex, paymentSessionId)
  }

  async findCapture(captureId: string): Promise<CaptureContext | undefined> {
    return await this.knex("capture as c")
      .join("payment as p", "p.id", "c.payment_id")
      .where("c.id", captureId)
      .first(
        "c.amount",
        "p.amount as payment_amount",
        this.knex.raw(`${PURCHASE_REFERENCE}, ${ORDER_ID}, ${COUNTS}`),
      )
  }

  async findPayment(paymentId: string): Promise<PaymentContext | undefined> {
    return await this.knex("payment as p")
      .where("p.id", paymentId)
      .first(this.knex.raw(`${PURCHASE_REFERENCE}, ${COUNTS}`))
  }

  /** Our row's id, when a completion that Medusa rolled back has left a payment of ours without an order. */
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

  /** A payment that was made with a session of ours, and its shop; nothing for a payment of another provider. */
  async ourPayment(paymentId: string): Promise<OurPayment | undefined> {
    const { rows } = await this.knex.raw<{ rows: OurPayment[] }>(
      `select p.payment_collection_id, s.account_id, s.shop_uuid, s.environment from payment p
       join inbank_session s on s.id = p.data->>'purchase_reference' and s.account_id = p.provider_id and s.deleted_at is null
       where p.id = ? and p.deleted_at is null`,
      [paymentId],
    )
    return rows[0]
  }

  /**
   * The total of the order that is being placed with this payment session, if there is one yet. It exists before the
   * payment is authorized, and it alone shows that POST /store/carts/:id/taxes changed a cart without its payment.
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

  /** How to reach the customer of a cart: only for Inbank's form, never kept by us. */
  async contactOfCart(cartId: string): Promise<{ email: string | null; phone: string | null } | undefined> {
    return await this.knex("cart as c")
      .leftJoin("cart_address as a", "a.id", "c.shipping_address_id")
      .where("c.id", cartId)
      .first("c.email", "a.phone")
  }

  /** The cart whose payment was authorized with this purchase, before its row was lost. */
  async cartPaidWith(purchaseReference: string, accountId: string): Promise<string | undefined> {
    const paid = await this.knex("payment as p")
      .join("cart_payment_collection as link", "link.payment_collection_id", "p.payment_collection_id")
      // The provider counts too: another provider may copy a storefront's data, our reference included, into its
      // payment.
      .where("p.provider_id", accountId)
      .whereRaw("p.data->>'purchase_reference' = ?", [purchaseReference])
      .whereNull("p.deleted_at")
      .whereNull("link.deleted_at")
      .first<{ cart_id: string } | undefined>("link.cart_id")
    return paid?.cart_id
  }

  /** The payment collection of a cart that has a row of ours. */
  async collectionKnownToUs(cartId: string): Promise<string | undefined> {
    const { rows } = await this.knex.raw<{ rows: { payment_collection_id: string }[] }>(
      `select link.payment_collection_id from cart_payment_collection link
       where link.cart_id = ? and link.deleted_at is null and exists (
         select 1 from inbank_session s
         where s.payment_collection_id = link.payment_collection_id and s.deleted_at is null)
       limit 1`,
      [cartId],
    )
    return rows[0]?.payment_collection_id
  }

  /** The payment collection of a cart, if it has one. */
  async collectionOfCart(cartId: string): Promise<string | undefined> {
    const row = await this.knex<{ cart_id: string; payment_collection_id: string }>("cart_payment_collection")
      .where({ cart_id: cartId })
      .whereNull("deleted_at")
      .first("payment_collection_id")
    return row?.payment_collection_id
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
