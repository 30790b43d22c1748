import {
  readOrders,
  readPayments,
  readProblems,
  readRows,
  type Order,
  type Payment,
  type Problem,
  type Row,
} from "./book-rows"
import { doubledRefunds, readRefunds, wrongRefunds, type RefundBooks } from "./refund-books"
import type { TestBed } from "./test-bed"

/** What both sides have for some carts, and where they disagree. */
export interface Books {
  orders: Order[]
  payments: Payment[]
  refunds: RefundBooks[]
  /** Contracts that Inbank granted or pays, and for which the shop has neither an order nor an open problem. */
  lost: number
  /** Orders and live payments beyond the first of a cart, live contracts beyond the first of an order, and payments of which more was refunded than given back. */
  doubled: number
  /** Every disagreement, in a sentence; what is lost or doubled among them. */
  wrong: string[]
}

/** Compares the shop's books with the lender's, for these carts. */
export async function readBooks(bed: TestBed, carts: readonly string[]): Promise<Books> {
  const [orders, payments, rows, problems, refunds] = [
    await readOrders(bed, carts),
    await readPayments(bed, carts),
    await readRows(bed, carts),
    await readProblems(bed),
    await readRefunds(bed, carts),
  ]
  const books: Books = { orders, payments, refunds, lost: 0, doubled: 0, wrong: [] }
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
  problems: Problem[]
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
  for (const payment of cart.payments) {
    comparePayment(bed, books, cart, payment)
    compareRefunds(books, cart, payment)
  }
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

/** A completion that was rolled back may leave a payment: reconciling cancels it, and another one pays for the order. */
function isReplaced({ payments }: Cart, payment: Payment): boolean {
  return (
    payment.canceled_at !== null &&
    payments.some((other) => !other.canceled_at && other.purchase_reference === payment.purchase_reference)
  )
}

/** A payment says what Inbank says, or a human is told. */
function comparePayment(bed: TestBed, books: Books, cart: Cart, payment: Payment): void {
  const row = cart.rows.find(({ id }) => id === payment.purchase_reference)
  if (!row || !payment.provider_id.startsWith("pp_inbank") || isReplaced(cart, payment)) return
  const session = bed.sandbox.session(row.pos_session_uuid ?? "")
  const contract = bed.sandbox.contract(session?.creditContractUuid ?? "")
  const said = `${session?.status}, contract ${contract?.status ?? "none"}`
  const is = payment.canceled_at ? "canceled" : payment.captured_at ? "captured" : "authorized"
  const order = cart.orders.find(({ id }) => id === row.order_id)
  const isPaid =
    session?.status === "completed" && (contract === undefined || contract.status === "activated")
  // Paid and given back: captured and refunded, or nobody here ever heard that it was paid.
  const wasPaid = contract?.withdrawn === true && !(is === "canceled" && order?.canceled_at)
  const expected = isPaid || wasPaid ? "captured" : session?.status === "granted" ? "authorized" : "canceled"
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

/** What was refunded was given back, once, and what was given back is refunded; save where a human is asked what it was. */
function compareRefunds(books: Books, cart: Cart, payment: Payment): void {
  const row = cart.rows.find(({ id }) => id === payment.purchase_reference)
  for (const refunds of books.refunds.filter(({ payment_id }) => payment_id === payment.id)) {
    books.doubled += doubledRefunds(refunds)
    const wrong = wrongRefunds(refunds, row !== undefined && isShown(cart, row, "contract_terminated"))
    books.wrong.push(...wrong.map((what) => (row?.last_error ? `${what}: ${row.last_error}` : what)))
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
