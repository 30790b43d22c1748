import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MEDUSA_WRITES_SECONDS } from "../../domain/timeouts"

/** A payment of an order, made with a session of ours. */
export interface OrderPayment {
  session_id: string
  payment_id: string
  payment_collection_id: string
  captured: boolean
  canceled: boolean
}

/** The order of a purchase, found by either of its links. */
export interface OrderOfPurchase {
  id: string
  canceled_at: Date | null
  /** Major units. */
  total: string | null
  /** Cart, payment collection and order are linked, and the cart is closed: Medusa writes these in parallel. */
  is_whole: boolean
  /** A payment of another payment collection that is not cancelled pays for it. */
  is_paid_elsewhere: boolean
}

const STANDING = "p.canceled_at is null and p.deleted_at is null"

/** What Medusa keeps beside an order, whose id does not show the order, and the table of each. */
const TABLES = { return: "return", claim: "order_claim", exchange: "order_exchange" } as const
export type OrderChange = keyof typeof TABLES

/** Reads on Medusa's own order tables, for routes that must know an order before Medusa changes it. */
export class OrderTables {
  constructor(private readonly knex: Knex) {}

  /** The order that a return, claim or exchange belongs to. */
  async orderOf(change: OrderChange, id: string): Promise<string | undefined> {
    const row = await this.knex<{ id: string; order_id: string }>(TABLES[change])
      .where({ id })
      .whereNull("deleted_at")
      .first("order_id")
    return row?.order_id
  }

  /** The order that a cart became, whichever method paid it. */
  async orderOfCart(cartId: string): Promise<string | undefined> {
    const { rows } = await this.knex.raw<{ rows: { id: string }[] }>(
      `select o.id from order_cart link join "order" o on o.id = link.order_id and o.deleted_at is null
       where link.cart_id = ? and link.deleted_at is null
       order by o.canceled_at is not null, o.created_at limit 1`,
      [cartId],
    )
    return rows[0]?.id
  }

  /** The order that was made of a cart for its payment collection, also where a crash left it incomplete. */
  async ofPurchase(cartId: string, paymentCollectionId: string): Promise<OrderOfPurchase | undefined> {
    const { rows } = await this.knex.raw<{ rows: OrderOfPurchase[] }>(
      `select o.id, o.canceled_at, os.totals->'raw_current_order_total'->>'value' as total,
         c.completed_at is not null and by_cart.order_id = o.id and by_payment.order_id is not null as is_whole,
         exists (
           select 1 from order_payment_collection other
           join payment p on p.payment_collection_id = other.payment_collection_id and ${STANDING}
           where other.order_id = o.id and other.deleted_at is null and other.payment_collection_id <> :paymentCollectionId
         ) as is_paid_elsewhere
       from cart c
       left join order_cart by_cart on by_cart.cart_id = c.id and by_cart.deleted_at is null
       left join order_payment_collection by_payment
         on by_payment.payment_collection_id = :paymentCollectionId and by_payment.deleted_at is null
       join "order" o on o.id = any(array[by_payment.order_id, by_cart.order_id]) and o.deleted_at is null
       left join order_summary os on os.order_id = o.id and os.version = o.version and os.deleted_at is null
       where c.id = :cartId
       order by o.canceled_at is not null, o.created_at limit 1`,
      { cartId, paymentCollectionId },
    )
    return rows[0]
  }

  /** Our newest row of a cart with an order that is only partly written and that nobody has paid. */
  async rowOfLeftOrder(cartId: string, providerIds: string[]): Promise<string | undefined> {
    const { rows } = await this.knex.raw<{ rows: { id: string }[] }>(
      `select s.id from inbank_session s
       join cart c on c.id = s.cart_id
       left join order_cart by_cart on by_cart.cart_id = c.id and by_cart.deleted_at is null
       left join order_payment_collection by_payment
         on by_payment.payment_collection_id = s.payment_collection_id and by_payment.deleted_at is null
       join "order" o on o.id = any(array[by_payment.order_id, by_cart.order_id])
         and o.deleted_at is null and o.canceled_at is null
       where s.cart_id = :cartId and s.deleted_at is null
         and s.pos_session_uuid is not null and s.account_id = any(:providerIds)
         and (c.completed_at is null or by_cart.order_id is null or by_payment.order_id is null)
         and not exists (
           select 1 from payment p where p.payment_collection_id = s.payment_collection_id and ${STANDING})
         and not exists (
           select 1 from order_payment_collection other
           join payment p on p.payment_collection_id = other.payment_collection_id and ${STANDING}
           where other.order_id = o.id and other.deleted_at is null)
       order by s.created_at desc limit 1`,
      { cartId, providerIds },
    )
    return rows[0]?.id
  }

  /** False while the process that began the order may still be making it. */
  async isOlderThan(orderId: string, seconds: number): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select 1 from "order" where id = ? and created_at < now() - make_interval(secs => ?)`,
      [orderId, seconds],
    )
    return rows.length > 0
  }

  /** The id of the order that a cart is linked to, when that order no longer exists. */
  async lostOrderOf(cartId: string): Promise<string | undefined> {
    const { rows } = await this.knex.raw<{ rows: { order_id: string }[] }>(
      `select link.order_id from order_cart link
       where link.cart_id = ? and link.deleted_at is null
         and not exists (select 1 from "order" o where o.id = link.order_id and o.deleted_at is null)`,
      [cartId],
    )
    return rows[0]?.order_id
  }

  /**
   * The payments of an order that were made with sessions of ours, also when their provider entry is no longer
   * configured. The provider counts too: another provider may copy a storefront's data, our reference included, into
   * its payment.
   */
  async inbankPayments(orderId: string): Promise<OrderPayment[]> {
    const { rows } = await this.knex.raw<{ rows: OrderPayment[] }>(
      `select s.id as session_id, p.id as payment_id, p.payment_collection_id,
         p.captured_at is not null as captured, p.canceled_at is not null as canceled
       from order_payment_collection link
       join payment p on p.payment_collection_id = link.payment_collection_id and p.deleted_at is null
       join inbank_session s on s.id = p.data->>'purchase_reference' and s.account_id = p.provider_id and s.deleted_at is null
       where link.order_id = ? and link.deleted_at is null
       order by p.created_at`,
      [orderId],
    )
    return rows
  }

  async isCanceled(orderId: string): Promise<boolean> {
    const order = await this.knex<{ id: string; canceled_at: Date | null }>("order")
      .where({ id: orderId })
      .first("canceled_at")
    return Boolean(order?.canceled_at)
  }

  /**
   * Who has begun a change of the order that is neither confirmed nor discarded: a person (an edit, return, claim,
   * exchange or transfer), or Medusa itself (the credit line of a refund or cancellation). Meanwhile Medusa refuses to
   * write a refund down, but only after its provider has made it.
   */
  async openChange(orderId: string): Promise<"by_person" | "by_medusa" | undefined> {
    const change = await this.knex<{ order_id: string; status: string; change_type: string | null }>(
      "order_change",
    )
      .where({ order_id: orderId })
      .whereIn("status", ["pending", "requested"])
      .whereNull("deleted_at")
      .first("change_type")
    return change && (change.change_type === "credit_line" ? "by_medusa" : "by_person")
  }

  /** The credit line of a refund or cancellation that Medusa began and a dead process never ended. */
  async leftChange(
    paymentCollectionId: string,
  ): Promise<{ id: string; is_written_down: boolean } | undefined> {
    const { rows } = await this.knex.raw<{ rows: { id: string; is_written_down: boolean }[] }>(
      `select c.id, exists (
         select 1 from order_change_action a where a.order_change_id = c.id and a.deleted_at is null) as is_written_down
       from order_payment_collection link
       join order_change c on c.order_id = link.order_id and c.deleted_at is null
       where link.payment_collection_id = ? and link.deleted_at is null
         and c.change_type = 'credit_line' and c.status = 'pending'
         and c.created_at < now() - make_interval(secs => ?)`,
      [paymentCollectionId, MEDUSA_WRITES_SECONDS],
    )
    return rows[0]
  }

  /** False when Medusa itself refuses to cancel the order: it is cancelled or completed, or goods are on their way. */
  async isCancelable(orderId: string): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select 1 from "order" o where o.id = ? and o.canceled_at is null and o.status not in ('canceled', 'completed')
         and not exists (select 1 from order_fulfillment link join fulfillment f on f.id = link.fulfillment_id
           where link.order_id = o.id and link.deleted_at is null and f.deleted_at is null and f.canceled_at is null)`,
      [orderId],
    )
    return rows.length > 0
  }
}
