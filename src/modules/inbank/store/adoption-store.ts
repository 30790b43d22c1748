import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SessionRow } from "./session-row"
import type { CloseReason } from "../../../domain/session/close-reason"
import type { Shop } from "./payment-row-store"
import { notAbandoned } from "./session-row"

/** A cart in Medusa that a session is meant to pay. */
export interface CartToPay {
  cartId: string
  paymentCollectionId: string
}

export interface AdoptedSession extends Shop {
  id: string
  accountId: string
  posSessionUuid: string
  productCode: string
  locale: string
  tokenHash: string
  validUntil: Date
  /** Major units, whole cents. */
  amount: string
  currency: string
  /** Absent when the cart is gone from Medusa. */
  cart?: CartToPay
}

/** Rows for sessions that Inbank knows and this store has lost, see docs/operations.md. */
export class AdoptionStore {
  constructor(private readonly knex: Knex) {}

  async findByUuid(posSessionUuid: string): Promise<SessionRow | undefined> {
    return await this.rows().where({ pos_session_uuid: posSessionUuid }).first()
  }

  /**
   * A new row, due at once; false when its id or its session has one already. It is never open for its payment
   * collection: the address of its e-POS page is lost, so no shopper may be given it. Inbank's yes still counts.
   */
  async insert(session: AdoptedSession): Promise<boolean> {
    const inserted: unknown[] = await this.knex("inbank_session")
      .insert({
        id: session.id,
        account_id: session.accountId,
        shop_uuid: session.shopUuid,
        environment: session.environment,
        product_code: session.productCode,
        locale: session.locale,
        token_hash: session.tokenHash,
        pos_session_uuid: session.posSessionUuid,
        valid_until: session.validUntil,
        payment_collection_id: session.cart?.paymentCollectionId ?? noCart(session.id),
        cart_id: session.cart?.cartId ?? noCart(session.id),
        amount: session.amount,
        raw_amount: JSON.stringify({ value: session.amount }),
        currency: session.currency,
        closed_reason: "adopted" satisfies CloseReason,
        rung_at: this.knex.fn.now(),
        next_check_at: this.knex.fn.now(),
      })
      .onConflict()
      .ignore()
      .returning("id")
    return inserted.length > 0
  }

  /** Gives a cart to a row whose cart was gone. False when its contract was abandoned before, or it has a cart. */
  async giveCart(id: string, { cartId, paymentCollectionId }: CartToPay): Promise<boolean> {
    const given = await this.rows()
      .where({ id, cart_id: noCart(id) })
      .where(notAbandoned)
      .update({
        cart_id: cartId,
        payment_collection_id: paymentCollectionId,
        updated_at: this.knex.fn.now(),
      })
    return given > 0
  }

  private rows() {
    return this.knex<SessionRow>("inbank_session").whereNull("deleted_at")
  }
}

/** The cart that a row is for; null for a row that was adopted without one. */
export function cartOf(row: SessionRow): string | null {
  return row.cart_id === noCart(row.id) ? null : row.cart_id
}

/** Takes the place of a cart's and a payment collection's id: Medusa never gives such an id. */
function noCart(id: string): string {
  return `no_cart_${id}`
}
