import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import type { JournalEntry, Sandbox } from "../../src/sandbox"

const purchaseSchema = z.looseObject({
  partnerUrls: z.record(z.string(), z.string()),
  validUntil: z.string(),
  purchase: z.looseObject({ purchaseReference: z.string() }),
})
/** A row as PostgreSQL writes it as JSON, and is never parsed: a number would lose the zeros at its end. */
export type Row = [table: string, json: string]

/** An order as it lay in the store and at Inbank a moment after it was placed or captured, of which tests take copies. */
export interface KeptOrder {
  /** When the last of it happened: a copy has happened just now, however long it took to keep the order. */
  happenedAt: number
  rows: Row[]
  cartId: string
  collectionId: string
  orderId: string
  posSessionUuid: string
  contract: string
  sandboxUrl: string
  /** What the plugin asked Inbank, in the order in which it did. */
  asked: { session: z.output<typeof purchaseSchema>; sessionsPath: string; approvalPath: string | undefined }
}

/** By provider: just placed, and captured. */
export interface KeptOrders {
  placed: Partial<Record<string, KeptOrder>>
  captured: Partial<Record<string, KeptOrder>>
}

/** Where the rows of an order lie that was placed with one line and one shipping method. */
const TABLES: [table: string, where: string][] = [
  ["cart_address", "id = (select shipping_address_id from cart where id = :cart)"],
  ["cart", "id = :cart"],
  ["cart_line_item", "cart_id = :cart"],
  ["cart_shipping_method", "cart_id = :cart"],
  ["payment_collection", "id = :collection"],
  ["cart_payment_collection", "cart_id = :cart"],
  ["payment_session", "payment_collection_id = :collection"],
  ["payment", "payment_collection_id = :collection"],
  ["capture", "payment_id in (select id from payment where payment_collection_id = :collection)"],
  ["order_address", 'id = (select shipping_address_id from "order" where id = :order)'],
  ["order", "id = :order"],
  ["order_line_item", "id in (select item_id from order_item where order_id = :order)"],
  ["order_item", "order_id = :order"],
  ["order_summary", "order_id = :order"],
  ["order_shipping_method", "id in (select shipping_method_id from order_shipping where order_id = :order)"],
  ["order_shipping", "order_id = :order"],
  ["order_transaction", "order_id = :order"],
  ["order_cart", "order_id = :order"],
  ["order_payment_collection", "order_id = :order"],
  ["inbank_session", "cart_id = :cart"],
  ["inbank_event", "session_id in (select id from inbank_session where cart_id = :cart)"],
]
/** As PostgreSQL and JavaScript write a time. */
export const TIMES = /"(\d{4}-\d\d-\d\dT[\d:.]+)(Z|\+00:00)"/g

/** Takes down an order that was just placed, or captured. */
export async function keepOrder(
  knex: Knex,
  sandbox: Sandbox,
  placed: { cartId: string; collectionId: string; orderId: string; posSessionUuid: string; contract: string },
): Promise<KeptOrder> {
  const ids = { cart: placed.cartId, collection: placed.collectionId, order: placed.orderId }
  const rows: Row[] = []
  for (const [table, where] of TABLES) {
    const found = await knex.raw<{ rows: { json: string }[] }>(
      `select to_jsonb(kept)::text as json from "${table}" kept where ${where} order by id`,
      ids,
    )
    rows.push(...found.rows.map(({ json }): Row => [table, json]))
  }
  const asked = (route: string) => sandbox.journal().find((entry) => entry.route === route)
  const { path, requestBody } = must(asked("POST /pos-sessions"))
  return {
    ...placed,
    happenedAt: lastOf(rows),
    rows,
    sandboxUrl: sandbox.url,
    asked: {
      session: purchaseSchema.parse(requestBody),
      sessionsPath: path,
      approvalPath: asked("POST /contracts/merchant-approval")?.path,
    },
  }
}

function must(entry: JournalEntry | undefined): JournalEntry {
  if (!entry) throw new Error("the plugin has begun no session at Inbank")
  return entry
}

/** The last time in these rows that has passed: they also say when something will be due. */
function lastOf(rows: Row[]): number {
  const times = rows.flatMap(([, json]) =>
    [...json.matchAll(TIMES)].map(([, time = ""]) => Date.parse(`${time}Z`)),
  )
  return Math.max(...times.filter((time) => time <= Date.now()))
}
