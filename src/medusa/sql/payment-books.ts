import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { PROVIDER_CALL_SECONDS } from "../../domain/timeouts"

/** Medusa's own books of one payment, all read at one moment, and what is wrong in them. */
export interface BooksOfPayment {
  captured: boolean
  /** A capture was begun and never ended: Medusa refuses every later one ("more than the authorized amount"). */
  left_capture: boolean
  /** A refund was begun and never booked: Medusa counts it as given back. */
  left_refund: boolean
  /** A capture or refund was begun a moment ago and has not ended: another process works on it. */
  in_progress: boolean
  /** Orders made of the cart that are not cancelled. */
  standing_orders: number
  /** Major units: captured, booked as refunded by Medusa, and given back at Inbank as far as our ledger knows. */
  captured_amount: string
  refunded_amount: string
  returned_amount: string
  /**
   * What the order's transactions call refunded: Medusa writes one for a refund that failed while an order was
   * cancelled.
   */
  claimed_amount: string
  /** A refund at Inbank was begun and not ended, and no process works on it. */
  unfinished_refund: boolean
  /** The order's cost after the last change that Medusa wrote for it. */
  order_total: string | null
  /** Somebody saw that the order's cost differs from what its contract finances. */
  total_in_doubt: boolean
}

/** The note on a refund by which reconciling books what was refunded at Inbank: it never refunds anything itself. */
export const BOOKING = "Given back at Inbank"

/**
 * A refund that Medusa has begun and asks us to carry out. Amounts in major units; the sums do not include its own row.
 */
export interface RefundContext {
  payment_id: string
  purchase_reference: string | null
  /** The order that the refund belongs to. */
  order_id: string | null
  order_canceled: boolean
  /** True for a refund that only writes down what was given back before, see `BOOKING`. */
  is_booking: boolean
  /**
   * Another refund of this payment has begun and is not booked, or a dead process left it: Medusa would write both as
   * booked.
   */
  beside_another: boolean
  amount: string
  captured_amount: string
  refunded_amount: string
  returned_amount: string
}

/**
 * Medusa's refund row `half` has no transaction yet: it is being carried out, or a process died in the middle of it.
 */
const NOT_BOOKED = `not exists (
  select 1 from order_transaction t
  where t.reference = 'refund' and t.reference_id in (half.id, p.id) and t.deleted_at is null)`

/**
 * Rows of payment `p` that were begun and not ended. A row that Medusa has booked has a transaction; a cancelled
 * order's transaction names the payment.
 */
const HALF_DONE = {
  capture: `from capture half where half.payment_id = p.id and half.deleted_at is null and p.captured_at is null`,
  refund: `from refund half where half.payment_id = p.id and half.deleted_at is null and ${NOT_BOOKED}`,
}
const TOO_OLD = `(half.created_at < now() - interval '${PROVIDER_CALL_SECONDS} seconds')`

/**
 * Sums of payment `p`, each zero when there is nothing. No sum includes as refunded what Medusa has begun and not
 * booked.
 */
const SUMS = `
  (select coalesce(sum(c.amount), 0) from capture c where c.payment_id = p.id and c.deleted_at is null) as captured_amount,
  (select coalesce(sum(half.amount), 0) from refund half
    where half.payment_id = p.id and half.deleted_at is null and not ${NOT_BOOKED} and half.id is distinct from :own) as refunded_amount,
  (select coalesce(sum(r.amount), 0) from inbank_refund r
    where r.payment_id = p.id and r.status = 'done' and r.deleted_at is null) as returned_amount`

/** What processes that died in the middle left in Medusa's own books. */
export class PaymentBooks {
  constructor(private readonly knex: Knex) {}

  async of(paymentId: string, cartId: string): Promise<BooksOfPayment> {
    const { rows } = await this.knex.raw<{ rows: BooksOfPayment[] }>(
      `select
         p.captured_at is not null as captured,
         exists (select 1 ${HALF_DONE.capture} and ${TOO_OLD}) as left_capture,
         exists (select 1 ${HALF_DONE.refund} and ${TOO_OLD}) as left_refund,
         exists (select 1 ${HALF_DONE.capture} and not ${TOO_OLD})
           or exists (select 1 ${HALF_DONE.refund} and not ${TOO_OLD}) as in_progress,
         (select count(*)::int from order_cart link join "order" o on o.id = link.order_id
          where link.cart_id = :cart and link.deleted_at is null and o.canceled_at is null) as standing_orders,
         exists (select 1 from inbank_refund r where r.payment_id = p.id and r.status = 'in_progress'
           and r.deleted_at is null
           and not exists (select 1 from inbank_lease l where l.id = r.id and l.until > now())) as unfinished_refund,
         (select coalesce(-sum(t.amount), 0) from order_transaction t
           where t.reference = 'refund' and t.deleted_at is null and t.reference_id
             = any(array(select r.id from refund r where r.payment_id = p.id) || p.id)) as claimed_amount,
         (select os.totals->'raw_current_order_total'->>'value'
           from order_payment_collection link join "order" o on o.id = link.order_id
           join order_summary os on os.order_id = o.id and os.version = o.version and os.deleted_at is null
           where link.payment_collection_id = p.payment_collection_id and link.deleted_at is null limit 1) as order_total,
         exists (select 1 from inbank_problem doubt where doubt.kind = 'order_total_changed'
           and doubt.subject = p.data->>'purchase_reference' and doubt.cleared_at is null and doubt.deleted_at is null
         ) as total_in_doubt,
         ${SUMS}
       from payment p where p.id = :payment`,
      { cart: cartId, payment: paymentId, own: null },
    )
    const [books] = rows
    if (!books) throw new Error(`payment ${paymentId} is gone`)
    return books
  }

  /** The refund that Medusa names to our provider, with what was captured and given back before it. */
  async findRefund(refundId: string): Promise<RefundContext | undefined> {
    const { rows } = await this.knex.raw<{ rows: RefundContext[] }>(
      `select p.id as payment_id, p.data->>'purchase_reference' as purchase_reference, mine.amount,
         o.id as order_id, o.canceled_at is not null as order_canceled,
         coalesce(mine.note = :booking, false) as is_booking,
         exists (select 1 ${HALF_DONE.refund} and half.id <> mine.id) as beside_another, ${SUMS}
       from refund mine join payment p on p.id = mine.payment_id
       left join order_payment_collection link on link.payment_collection_id = p.payment_collection_id and link.deleted_at is null
       left join "order" o on o.id = link.order_id
       where mine.id = :own limit 1`,
      { own: refundId, booking: BOOKING },
    )
    return rows[0]
  }

  /** What a dead process left of a payment's captures or refunds, by id. */
  async leftBehind(kind: "capture" | "refund", paymentId: string): Promise<string[]> {
    return await this.halfDone(kind, TOO_OLD, { paymentId })
  }

  /** Refunds by which reconciling began to book what was refunded at Inbank, without coming to an end, by id. */
  async begunBookings(paymentId: string): Promise<string[]> {
    return await this.halfDone("refund", "half.note = :booking", { paymentId, booking: BOOKING })
  }

  private async halfDone(
    kind: "capture" | "refund",
    condition: string,
    bindings: { paymentId: string; booking?: string },
  ): Promise<string[]> {
    const { rows } = await this.knex.raw<{ rows: { id: string }[] }>(
      `select half.id from payment p join lateral (select half.id ${HALF_DONE[kind]} and ${condition}) half on true where p.id = :paymentId`,
      bindings,
    )
    return rows.map(({ id }) => id)
  }
}
