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
const problemSchema = z.object({ kind: z.string(), subject: z.string() })

type Order = z.output<typeof orderSchema>
type Payment = z.output<typeof paymentSchema>
type Row = z.output<typeof rowSchema>

/** What both sides have for some carts, and where they disagree. */
export interface Books {
  orders: Order[]
  payments: Payment[]
  /** Contracts that Inbank granted or pays, and for which the shop has neither an order nor an open problem. */
  lost: number
  /** Orders and live payments beyond the first of a cart, and live contracts beyond the first of an order. */
  doubled: number
  /** Every disagreement, in a sentence; what is lost or doubled among them. */
  wrong: string[]
}

/** Compares the shop's books with the lender's, for these carts. */
export async function readBooks(bed: TestBed, carts: readonly string[]): Promise<Books> {
  const [orders, payments, rows, problems] = [
    await readOrders(bed, carts),
    await readPayments(bed, carts),
    await readRows(bed, carts),
    await readProblems(bed),
  ]
  const books: Books = { orders, payments, lost: 0, doubled: 0, wrong: [] }
  for (const cartId of carts) {
    const ofCart = <T extends { cart_id: string }>(all: T[]) => all.filter((each) => each.cart_id === cartId)
    compareCart(bed, books, {
      cartId,
      orders: ofCart(orders),
      payments: ofCart(payments),
      rows: ofCart(rows),
      problems,
    })
  }
  return books
}

interface Cart {
  cartId: string
  orders: Order[]
  payments: Payment[]
  rows: Row[]
  problems: z.output<typeof problemSchema>[]
}

function compareCart(bed: TestBed, books: Books, cart: Cart): void {
  const { cartId, orders, rows } = cart
  const livePayments = cart.payments.filter(({ canceled_at }) => !canceled_at)
  if (orders.length > 1) {
    books.doubled += orders.length - 1
    books.wrong.push(`${cartId} has ${orders.length} orders`)
  }
  if (orders.length > 0 && livePayments.length > 1) {
    books.doubled += livePayments.length - 1
    books.wrong.push(`${cartId} has ${livePayments.length} live payments`)
  }
  const [order] = orders
  if (order && cart.payments.length === 0 && !rows.some((row) => isShown(cart, row, "do_not_ship"))) {
    books.wrong.push(`${order.id} of ${cartId} has no payment`)
  }

  const live = rows.filter((row) => isLive(bed, row))
  for (const row of live) compareContract(bed, books, cart, row)
  const ofOrder = live.filter((row) => order && row.order_id === order.id)
  if (ofOrder.length > 1) {
    books.doubled += ofOrder.length - 1
    books.wrong.push(`${cartId} is paid by ${ofOrder.length} contracts`)
  }
  for (const payment of cart.payments) comparePayment(bed, books, cart, payment)
  for (const row of rows) {
    if (row.is_due && row.failures > 0) {
      books.wrong.push(`${row.id} is due after ${row.failures} failures: ${row.last_error}`)
    }
  }
}

/** A contract that binds must belong to the cart's one order, over its exact amount, or a human is told. */
function compareContract(bed: TestBed, books: Books, cart: Cart, row: Row): void {
  if (isShown(cart, row)) return
  const session = bed.sandbox.session(row.pos_session_uuid ?? "")
  const order = cart.orders.find(({ id, canceled_at }) => id === row.order_id && !canceled_at)
  if (!order) {
    books.lost += 1
    books.wrong.push(
      `${row.id} of ${cart.cartId} is ${session?.status} at Inbank and has no order: ${row.last_error}`,
    )
  } else if (order.total !== session?.totalAmount) {
    books.wrong.push(`${order.id} is of ${order.total}, its contract of ${session?.totalAmount}`)
  }
}

/** A payment says what Inbank says, or a human is told. */
function comparePayment(bed: TestBed, books: Books, cart: Cart, payment: Payment): void {
  const row = cart.rows.find(({ id }) => id === payment.purchase_reference)
  if (!row || !payment.provider_id.startsWith("pp_inbank")) return
  const session = bed.sandbox.session(row.pos_session_uuid ?? "")
  const contract = bed.sandbox.contract(session?.creditContractUuid ?? "")
  const said = `${session?.status}, contract ${contract?.status ?? "none"}`
  const isPaid =
    session?.status === "completed" && (contract === undefined || contract.status === "activated")
  const expected = isPaid ? "captured" : session?.status === "granted" ? "authorized" : "canceled"
  const is = payment.canceled_at ? "canceled" : payment.captured_at ? "captured" : "authorized"
  const order = cart.orders.find(({ id }) => id === row.order_id)
  if (is !== expected && !isShown(cart, row)) {
    books.wrong.push(`${payment.id} of ${cart.cartId} is ${is}, Inbank says ${said}`)
  }
  if (is === "canceled" && order && !order.canceled_at && !isShown(cart, row, "do_not_ship")) {
    books.wrong.push(`${order.id} may be shipped although Inbank says ${said}`)
  }
  if (payment.amount !== session?.totalAmount) {
    books.wrong.push(`${payment.id} is of ${payment.amount}, its contract of ${session?.totalAmount}`)
  }
}

function isLive(bed: TestBed, row: Row): boolean {
  const session = row.pos_session_uuid === null ? undefined : bed.sandbox.session(row.pos_session_uuid)
  if (session?.status === "granted") return true
  const contract = bed.sandbox.contract(session?.creditContractUuid ?? "")
  return session?.status === "completed" && contract?.status !== "terminated"
}

function isShown({ problems }: Cart, row: Row, kind?: string): boolean {
  return problems.some(
    (problem) => problem.subject === row.id && (kind === undefined || problem.kind === kind),
  )
}

/** Deleted ones were rolled back by Medusa and are no orders. */
async function readOrders({ knex }: TestBed, carts: readonly string[]): Promise<Order[]> {
  const rows: unknown = await knex("order_cart as link")
    .join("order as o", "o.id", "link.order_id")
    .join("order_summary as os", (on) => on.on("os.order_id", "o.id").onNull("os.deleted_at"))
    .whereIn("link.cart_id", carts)
    .whereNull("link.deleted_at")
    .whereNull("o.deleted_at")
    .select(
      "link.cart_id",
      "o.id",
      "o.canceled_at",
      knex.raw("os.totals->'raw_current_order_total'->>'value' as total"),
    )
  return z.array(orderSchema).parse(rows)
}

async function readPayments({ knex }: TestBed, carts: readonly string[]): Promise<Payment[]> {
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

async function readRows({ knex }: TestBed, carts: readonly string[]): Promise<Row[]> {
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

async function readProblems({ knex }: TestBed): Promise<z.output<typeof problemSchema>[]> {
  const rows: unknown = await knex("inbank_problem").whereNull("cleared_at").select("kind", "subject")
  return z.array(problemSchema).parse(rows)
}

/** What happened to these carts' sessions, for whoever has to find out why the books are wrong. */
export async function readTrail({ knex }: TestBed, carts: readonly string[]): Promise<string[]> {
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
