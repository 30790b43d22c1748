import { z } from "zod"
import type { TestBed } from "./test-bed"

/** What was given back: how often, and how much in cents. */
export interface Given {
  count: number
  cents: number
}

/** The refunds of one payment, in the three books that must agree. */
export interface RefundBooks {
  cart_id: string
  payment_id: string
  captured: number
  /** Begun and neither booked nor dropped: Medusa is at it, or its process died. */
  halfDone: number
  medusa: Given
  ledger: Given
  inbank: Given
}

const rowSchema = z.object({
  cart_id: z.string(),
  payment_id: z.string(),
  pos_session_uuid: z.string().nullable(),
  captured: z.coerce.number(),
  half_done: z.number(),
  medusa_count: z.number(),
  medusa: z.coerce.number(),
  ledger_count: z.number(),
  ledger: z.coerce.number(),
})

/** A refund of an order that is being cancelled is booked under the payment's id. */
const BOOKED = `exists (select 1 from order_transaction b
  where b.reference = 'refund' and b.reference_id in (t.id, p.id) and b.deleted_at is null)`

/** Reads what was given back of these carts' Inbank payments. */
export async function readRefunds(bed: TestBed, carts: readonly string[]): Promise<RefundBooks[]> {
  const { knex } = bed
  const sumOf = (table: string, as: string, where = "true") =>
    knex.raw(
      `(select count(*)::int from ${table} t where t.payment_id = p.id and t.deleted_at is null and ${where}) as ${as}_count,
       (select coalesce(sum(t.amount), 0) from ${table} t where t.payment_id = p.id and t.deleted_at is null and ${where}) as ${as}`,
    )
  const rows: unknown = await knex("inbank_session as s")
    .join("payment as p", (on) => on.on(knex.raw("p.data->>'purchase_reference' = s.id")))
    .whereIn("s.cart_id", carts)
    .whereNull("p.deleted_at")
    .select(
      "s.cart_id",
      "p.id as payment_id",
      "s.pos_session_uuid",
      sumOf("capture", "captured"),
      knex.raw(
        `(select count(*)::int from refund t where t.payment_id = p.id and t.deleted_at is null and not ${BOOKED}) as half_done`,
      ),
      sumOf("refund", "medusa", BOOKED),
      sumOf("inbank_refund", "ledger", "t.status = 'done'"),
    )
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => ({
      cart_id: row.cart_id,
      payment_id: row.payment_id,
      captured: cents(row.captured),
      halfDone: row.half_done,
      medusa: { count: row.medusa_count, cents: cents(row.medusa) },
      ledger: { count: row.ledger_count, cents: cents(row.ledger) },
      inbank: atInbank(bed, row.pos_session_uuid),
    }))
}

function atInbank({ sandbox }: TestBed, posSessionUuid: string | null): Given {
  const session = sandbox.session(posSessionUuid ?? "")
  const contract = sandbox.contract(session?.creditContractUuid ?? "")
  if (!contract) return { count: 0, cents: 0 }
  const parts = contract.versions.filter(({ status }) => status === "confirmed").length
  return { count: parts + (contract.withdrawn ? 1 : 0), cents: cents(sandbox.refunded(contract.uuid)) }
}

function cents(amount: number): number {
  return Math.round(amount * 100)
}

/** What is wrong in them, in sentences. `isShown`: a human was told that Inbank has given more back than Medusa knows. */
export function wrongRefunds(books: RefundBooks, isShown: boolean): string[] {
  const { payment_id: id, captured, halfDone, medusa, ledger, inbank } = books
  const wrong: string[] = []
  if (halfDone > 0) wrong.push(`${id}: ${halfDone} refunds are neither booked nor dropped`)
  if (medusa.cents !== ledger.cents) wrong.push(`${id}: ${says(books)}`)
  if (medusa.cents > captured) wrong.push(`${id}: ${medusa.cents} refunded of ${captured} captured`)
  // What Medusa never captured it cannot refund.
  const isUnbooked = captured > 0 && inbank.cents > ledger.cents && !isShown
  if (inbank.cents < ledger.cents || isUnbooked) wrong.push(`${id}: ${says(books)}`)
  return [...new Set(wrong)]
}

/** Refunds beyond what Inbank has given back, and what it gave back beyond what was captured: doubled, in cents. */
export function doubledRefunds({ captured, medusa, ledger, inbank }: RefundBooks): number {
  const given = Math.max(medusa.cents, ledger.cents)
  return given > inbank.cents || given > captured ? 1 : 0
}

function says({ medusa, ledger, inbank }: RefundBooks): string {
  return `Medusa has refunded ${medusa.cents}, the ledger ${ledger.cents}, Inbank ${inbank.cents} cents`
}
