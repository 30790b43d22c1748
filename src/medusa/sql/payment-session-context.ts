import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** The state of a payment session in Medusa. Amounts are major units as decimal strings. */
export interface PaymentSessionContext {
  payment_session_id: string
  provider_id: string
  payment_collection_id: string
  amount: string
  currency_code: string
  /** Null for a payment collection that belongs to no cart. */
  cart_id: string | null
  /** The order that was already made of it. */
  order_id: string | null
  /** There is already a payment for it. */
  is_paid: boolean
}

/** What must be known before a payment is started. */
export interface StartContext extends PaymentSessionContext {
  /** Where the goods go, if it is known: ISO 3166-1 in two letters. */
  country: string | null
  /** The payment collection had a row of ours before. */
  is_known: boolean
  /** The database's time. */
  read_at: Date
}

export async function findPaymentSession(
  knex: Knex,
  paymentSessionId: string,
): Promise<PaymentSessionContext | undefined> {
  return await placed(knex, paymentSessionId).first(...contextColumns(knex))
}

/** In one read, because a shopper waits for it. */
export async function findStart(knex: Knex, paymentSessionId: string): Promise<StartContext | undefined> {
  return await placed(knex, paymentSessionId)
    .leftJoin("cart as c", "c.id", "link.cart_id")
    .leftJoin("cart_address as shipping", "shipping.id", "c.shipping_address_id")
    .leftJoin("cart_address as billing", "billing.id", "c.billing_address_id")
    .first(
      ...contextColumns(knex),
      knex.raw("coalesce(shipping.country_code, billing.country_code) as country"),
      knex.raw(
        `exists (select 1 from inbank_session s
           where s.payment_collection_id = ps.payment_collection_id and s.deleted_at is null) as is_known`,
      ),
      knex.raw("now() as read_at"),
    )
}

function placed(knex: Knex, paymentSessionId: string) {
  return knex("payment_session as ps")
    .leftJoin("cart_payment_collection as link", (on) =>
      on.on("link.payment_collection_id", "ps.payment_collection_id").onNull("link.deleted_at"),
    )
    .leftJoin("order_payment_collection as ordered", (on) =>
      on.on("ordered.payment_collection_id", "ps.payment_collection_id").onNull("ordered.deleted_at"),
    )
    .where("ps.id", paymentSessionId)
}

function contextColumns(knex: Knex) {
  return [
    "ps.id as payment_session_id",
    "ps.provider_id",
    "ps.payment_collection_id",
    "ps.amount",
    "ps.currency_code",
    "link.cart_id",
    "ordered.order_id",
    knex.raw(
      `exists (select 1 from payment p where p.payment_collection_id = ps.payment_collection_id
         and p.canceled_at is null and p.deleted_at is null) as is_paid`,
    ),
  ]
}
