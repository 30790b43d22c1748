import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { STILL_ORDERED, type CloseReason } from "../../../domain/session/close-reason"
import { TWIN_SECONDS } from "../../../domain/timeouts"
import { IS_HELD_HERE, here } from "./lease-store"
import { SOON } from "./queue-store"
import { notAbandoned, type RowOfNow, type SessionRow } from "./session-row"

/** What makes two payment attempts the same one. Amount in major units, whole cents. */
export interface SessionIdentity {
  paymentCollectionId: string
  accountId: string
  amount: string
  currency: string
}

/** Where a session is made at Inbank. */
export interface Shop {
  shopUuid: string
  environment: string
}

export interface NewSession extends SessionIdentity, Shop {
  id: string
  productCode: string
  locale: string
  tokenHash: string
  validUntil: Date
  paymentSessionId: string
  cartId: string
}

const SAID_YES = "(coalesce(session_status, '') in ('granted', 'completed'))"

/** A customer still has enough time, or Inbank has already said yes. */
const USABLE = `(valid_until > now() + interval '5 minutes' or ${SAID_YES})`

/**
 * The row of `inbank_session` that a payment is made with. A database constraint allows at most one open row for a
 * payment collection, account, amount and currency. Each write is one statement.
 */
export class PaymentRowStore {
  constructor(private readonly knex: Knex) {}

  /**
   * The row of a payment: the one of its collection, account and amount. Never by payment session: Medusa may keep
   * several live ones on a collection and authorize any of them. Rows that were not abandoned go first, among them one
   * that Inbank said yes to (the customer may sign an outlived session while a newer one waits), then the newest.
   */
  async findByIdentity(identity: SessionIdentity): Promise<RowOfNow | undefined> {
    return await this.rows()
      .select<RowOfNow[]>("*", this.knex.raw("now() as read_at"))
      .where(columns(identity))
      .orderByRaw("closed_reason is not null and closed_reason <> all(?)", [[...STILL_ORDERED]])
      .orderByRaw(`${SAID_YES} desc, closed_reason is null desc, created_at desc`)
      .first()
  }

  /**
   * Gives the row of this identity to a new payment session: the open one that is still usable, or one that Inbank has
   * said yes to although it was outlived or its POST was never answered. Nothing when there is none.
   */
  async rebind(
    identity: SessionIdentity,
    paymentSessionId: string,
    shop: Shop,
  ): Promise<SessionRow | undefined> {
    const isUsable = (rows: Knex.QueryBuilder) =>
      void rows
        .where(columns(identity))
        .where(notAbandoned)
        .whereRaw(
          `case when closed_reason is null then ${USABLE} else ${SAID_YES} and shop_uuid = ? and environment = ? end`,
          [shop.shopUuid, shop.environment],
        )
    const best = this.rows()
      .where(isUsable)
      .orderByRaw(`${SAID_YES} desc, created_at desc`)
      .limit(1)
      .select("id")
    // The condition is there twice: between choosing and writing, reconciling may abandon the row.
    const [row] = await this.rows()
      .whereIn("id", best)
      .where(isUsable)
      .update({
        payment_session_id: paymentSessionId,
        // The row may have been postponed, because its cart had changed.
        next_check_at: this.knex.raw(
          `case when next_check_at is not null then least(next_check_at, ${SOON}) end`,
        ),
        updated_at: this.knex.fn.now(),
      })
      .returning<SessionRow[]>("*")
    return row
  }

  /**
   * Makes room for a new row: closes the open one whose time is nearly over (it is still checked), and one whose
   * process died before Inbank answered: nobody was given its address, so nobody can pay it.
   */
  async makeRoom(identity: SessionIdentity): Promise<void> {
    await this.openRows(identity)
      .whereRaw(`not ${USABLE}`)
      .update({ closed_reason: "outlived" satisfies CloseReason, updated_at: this.knex.fn.now() })
    await this.openRows(identity)
      .whereNull("redirect_url")
      .whereNull("order_id")
      .whereRaw("created_at < now() - make_interval(secs => ?)", [TWIN_SECONDS])
      .update({ closed_reason: "unknown" satisfies CloseReason, updated_at: this.knex.fn.now() })
  }

  /**
   * Binds the row to the payment session that Medusa has chosen to authorize among the live ones.
   * @returns false while another process holds its payment collection. Also false when nobody holds it and there is an
   * order already: then another process took it over from us and brought it to its end.
   */
  async bind(id: string, paymentSessionId: string): Promise<boolean> {
    const bound = await this.knex("inbank_session")
      .where({ id })
      .whereRaw(`coalesce(${IS_HELD_HERE}, order_id is null)`, [here()])
      .update({ payment_session_id: paymentSessionId, updated_at: this.knex.fn.now() })
    return bound > 0
  }

  /**
   * A new open row, or nothing when another request was faster: a database constraint allows one open row per identity.
   */
  async insert(session: NewSession): Promise<SessionRow | undefined> {
    const [row] = await this.knex("inbank_session")
      .insert({
        id: session.id,
        account_id: session.accountId,
        shop_uuid: session.shopUuid,
        environment: session.environment,
        product_code: session.productCode,
        locale: session.locale,
        token_hash: session.tokenHash,
        valid_until: session.validUntil,
        payment_session_id: session.paymentSessionId,
        payment_collection_id: session.paymentCollectionId,
        cart_id: session.cartId,
        amount: session.amount,
        raw_amount: JSON.stringify({ value: session.amount }),
        currency: session.currency,
      })
      .onConflict(
        this.knex.raw(
          "(payment_collection_id, account_id, amount, currency) where closed_reason is null and deleted_at is null",
        ),
      )
      .ignore()
      .returning<SessionRow[]>("*")
    return row
  }

  private rows() {
    return this.knex<SessionRow>("inbank_session").whereNull("deleted_at")
  }

  private openRows(identity: SessionIdentity) {
    return this.rows().whereNull("closed_reason").where(columns(identity))
  }
}

function columns(identity: SessionIdentity) {
  return {
    payment_collection_id: identity.paymentCollectionId,
    account_id: identity.accountId,
    amount: identity.amount,
    currency: identity.currency,
  }
}
