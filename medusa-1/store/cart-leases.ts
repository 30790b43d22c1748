import { randomUUID } from "node:crypto"
import type { DataSource } from "typeorm"
import { InbankSessionSchema } from "../models/inbank-session"

/**
 * Longer than the longest pass or step. Each of them renews it, so the lease of a dead process ends after this time.
 */
const UNTIL = () => "now() + interval '90 seconds'"

/** A lease that is held: every decision about the cart is written only while it is. */
export interface CartLease {
  cartId: string
  token: string
}

/** True for every row whose cart's lease is still ours. */
export const UNDER_LEASE =
  "exists (select from inbank_session held where held.cart_id = :cartId and held.lease_token = :token)"

/** One pass over a cart at a time: the lease of a cart is kept on its oldest row. */
export class CartLeases {
  constructor(private readonly source: () => Promise<DataSource>) {}

  /** @returns nothing while another process has it. */
  async take(cartId: string): Promise<CartLease | undefined> {
    const token = randomUUID()
    const taken = await (
      await this.update()
    )
      .set({ lease_token: token, lease_until: UNTIL })
      .where(
        "id = (select id from inbank_session where cart_id = :cartId order by created_at, id limit 1) and (lease_until is null or lease_until < now())",
        { cartId },
      )
      .execute()
    return taken.affected === 1 ? { cartId, token } : undefined
  }

  /** Renews the lease. @returns false when it was lost: another process works on the cart. */
  async keep({ cartId, token }: CartLease): Promise<boolean> {
    const kept = await (
      await this.update()
    )
      .set({ lease_until: UNTIL })
      .where({ cart_id: cartId, lease_token: token })
      .execute()
    return kept.affected === 1
  }

  async free({ cartId, token }: CartLease): Promise<void> {
    await (
      await this.update()
    )
      .set({ lease_token: null, lease_until: null })
      .where({ cart_id: cartId, lease_token: token })
      .execute()
  }

  private async update() {
    return (await this.source()).createQueryBuilder().update(InbankSessionSchema)
  }
}
