import { z } from "zod"
import type { TestBed } from "./test-bed"

const when = z.date().nullable()
const orderSchema = z.object({
  cart_id: z.string(),
  id: z.string(),
  canceled_at: when,
  total: z.coerce.number(),
})
const paymentSchema = z.object({
  cart_id: z.string(),
  id: z.string(),
  amount: z.coerce.number(),
  provider_id: z.string(),
  captured_at: when,
  canceled_at: when,
  purchase_reference: z.string().nullable(),
})
const rowSchema = z.object({
  cart_id: z.string(),
  id: z.string(),
  pos_session_uuid: z.string().nullable(),
  order_id: z.string().nullable(),
  failures: z.number(),
  last_error: z.string().nullable(),
  is_due: z.boolean().nullable(),
})
const problemSchema = z.object({ kind: z.string(), subject: z.string(), detail: z.string().nullable() })

export type Order = z.output<typeof orderSchema>
export type Payment = z.output<typeof paymentSchema>
export type Row = z.output<typeof rowSchema>
export type Problem = z.output<typeof problemSchema>

/** What was ordered: Medusa takes a refund off the order's total, as a line of credit. */
const ORDERED = `((os.totals->>'current_order_total')::numeric + coalesce((os.totals->>'credit_line_total')::numeric, 0))`

/** Deleted ones were rolled back by Medusa and are no orders. */
export async function readOrders({ knex }: TestBed, carts: readonly string[]): Promise<Order[]> {
  const rows: unknown = await knex("order_cart as link")
    .join("order as o", "o.id", "link.order_id")
    .join("order_summary as os", (on) =>
      on.on("os.order_id", "o.id").on("os.version", "o.version").onNull("os.deleted_at"),
    )
    .whereIn("link.cart_id", carts)
    .whereNull("link.deleted_at")
    .whereNull("o.deleted_at")
    .select("link.cart_id", "o.id", "o.canceled_at", knex.raw(`${ORDERED} as total`))
  return z.array(orderSchema).parse(rows)
}

export async function readPayments({ knex }: TestBed, carts: readonly string[]): Promise<Payment[]> {
  const rows: unknown = await knex("cart_payment_collection as link")
    .join("payment as p", "p.payment_collection_id", "link.payment_collection_id")
    .whereIn("link.cart_id", carts)
    .whereNull("link.deleted_at")
    .whereNull("p.deleted_at")
    .select(
      "link.cart_id",
      "p.id",
      "p.amount",
      "p.provider_id",
      "p.captured_at",
      "p.canceled_at",
      knex.raw("p.data->>'purchase_reference' as purchase_reference"),
    )
  return z.array(paymentSchema).parse(rows)
}

export async function readRows({ knex }: TestBed, carts: readonly string[]): Promise<Row[]> {
  const rows: unknown = await knex("inbank_session")
    .whereIn("cart_id", carts)
    .select(
      "cart_id",
      "id",
      "pos_session_uuid",
      "order_id",
      "failures",
      "last_error",
      knex.raw("next_check_at <= now() as is_due"),
    )
  return z.array(rowSchema).parse(rows)
}

export async function readProblems({ knex }: TestBed): Promise<Problem[]> {
  const rows: unknown = await knex("inbank_problem")
    .whereNull("cleared_at")
    .select("kind", "subject", "detail")
  return z.array(problemSchema).parse(rows)
}

/** What happened to these carts' sessions, for whoever has to find out why the books are wrong. */
export async function readAuditLog({ knex }: TestBed, carts: readonly string[]): Promise<string[]> {
  const rows: unknown = await knex("inbank_session as s")
    .join("inbank_event as e", "e.session_id", "s.id")
    .whereIn("s.cart_id", carts)
    .orderBy(["s.cart_id", "e.created_at"])
    .select(
      "s.cart_id",
      "s.id",
      "s.closed_reason",
      "e.created_at",
      "e.source",
      "e.action",
      "e.after",
      "e.detail",
    )
  return z
    .array(z.record(z.string(), z.unknown()))
    .parse(rows)
    .map((row) => JSON.stringify(row))
}
