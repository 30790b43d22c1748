import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SessionRow } from "./session-row"

/** What Medusa keeps beside an order and its id does not tell, and where. */
const TABLES = { return: "return", claim: "order_claim", exchange: "order_exchange" } as const
export type OrderChange = keyof typeof TABLES

/** Reads on Medusa's own order tables, for routes that must know an order before Medusa touches it. */
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

  /**
   * The rows of a standing order's payments that are neither captured nor cancelled, whether or not their provider
   * entry is in the configuration still. The provider counts too: another one may echo a storefront's data, our reference
   * included, into its payment.
   */
  async rowsAwaitingCapture(orderId: string): Promise<SessionRow[]> {
    return await this.knex<SessionRow>("inbank_session as s")
      .join("payment as p", (on) =>
        on
          .on(this.knex.raw("p.data->>'purchase_reference' = s.id"))
          .on("p.provider_id", "s.account_id")
          .onNull("p.captured_at")
          .onNull("p.canceled_at")
          .onNull("p.deleted_at"),
      )
      .join("order_payment_collection as link", (on) =>
        on.on("link.payment_collection_id", "p.payment_collection_id").onNull("link.deleted_at"),
      )
      .join("order as o", (on) => on.on("o.id", "link.order_id").onNull("o.canceled_at"))
      .where("o.id", orderId)
      .whereNull("s.deleted_at")
      .select("s.*")
  }
}
