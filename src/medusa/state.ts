import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, PaymentSessionStatus } from "@medusajs/framework/utils"
import { z } from "zod"
import { difference, sameAmount, sameCurrency, toDecimal, toMinorUnits } from "../domain/money"
import { unbooked } from "../domain/after-sale/refund"
import type { HalfWrittenOrder, MedusaState, OpenCart } from "../domain/plan/state"
import type { BooksOfPayment, OrderOfPurchase } from "./sql"
import type { SessionRow } from "../modules/inbank/store"
import { MedusaTables } from "./sql"
import { otherCost } from "./order-cost"
import { readOne } from "./read-one"

/** Medusa never authorizes a session in one of these states. */
export const DEAD_SESSIONS = ["error", "canceled"]

const when = z.union([z.date(), z.string()]).nullish()
const paymentSchema = z.object({
  id: z.string(),
  payment_session_id: z.string(),
  provider_id: z.string(),
  canceled_at: when,
  data: z.looseObject({ purchase_reference: z.string().optional() }).nullish(),
})
const paymentSessionSchema = z.object({ id: z.string(), provider_id: z.string(), status: z.string() })
const fulfillmentSchema = z.object({ shipped_at: when, delivered_at: when, canceled_at: when })
const collectionSchema = z.object({
  status: z.string(),
  payment_sessions: z.array(paymentSessionSchema).nullish(),
  payments: z.array(paymentSchema).nullish(),
  order: z
    .object({
      id: z.string(),
      canceled_at: when,
      fulfillments: z.array(fulfillmentSchema).nullish(),
    })
    .nullish(),
})
const cartSchema = z.object({
  total: z.coerce.number(),
  currency_code: z.string(),
  completed_at: when,
  payment_collection: z.object({ id: z.string() }).nullish(),
})

type Collection = z.output<typeof collectionSchema>
type Fulfillment = z.output<typeof fulfillmentSchema>
type Payment = z.output<typeof paymentSchema>
type PaymentSession = z.output<typeof paymentSessionSchema>

export interface MedusaFacts {
  state: MedusaState
  order?: { orderId: string; paymentId: string }
  /** Our payment and the session it came from, with or without an order. */
  payment?: { id: string; paymentSessionId: string }
  /** The order that nobody has paid, be it that it costs nothing. */
  unpaidOrderId?: string
  /** A live payment session of our account. */
  paymentSessionId?: string
  /** Payments of ours that stand and count for nothing: their order was rolled back, their session deleted. */
  orphanedPaymentIds: string[]
  /** What the order's transactions call refunded and no refund stands for, major units. */
  falselyBooked?: string
  /** How what the order costs differs from what its contract finances. */
  otherCost?: string
  /** Somebody is capturing or refunding at this moment, and will keep what Inbank tells them. */
  bookingInProgress: boolean
}

/** What Medusa has for this row. */
export async function readMedusaState(container: MedusaContainer, row: SessionRow): Promise<MedusaFacts> {
  const collection = await readCollection(container, row.payment_collection_id)
  if (!collection) return { state: { kind: "no_cart" }, orphanedPaymentIds: [], bookingInProgress: false }
  const sessions = collection.payment_sessions ?? []
  const payments = collection.payments ?? []
  // The provider counts too: another one may echo a storefront's data, our reference included, into its payment.
  const ours = payments.filter(
    (payment) => payment.provider_id === row.account_id && payment.data?.purchase_reference === row.id,
  )
  const counting = await thoseThatCount(container, ours, sessions)
  const payment = counting.find(({ canceled_at }) => !canceled_at) ?? counting[0]
  const facts = {
    payment: payment && { id: payment.id, paymentSessionId: payment.payment_session_id },
    paymentSessionId: sessions.find(
      ({ provider_id, status }) => provider_id === row.account_id && !DEAD_SESSIONS.includes(status),
    )?.id,
    orphanedPaymentIds: ours
      .filter((each) => !counting.includes(each) && !each.canceled_at)
      .map(({ id }) => id),
    bookingInProgress: false,
  }
  if (payment && collection.order) {
    const order = { orderId: collection.order.id, paymentId: payment.id }
    const books = await tablesOf(container).books.of(payment.id, row.cart_id)
    const changed = await changedCost(order.orderId, payment, books, row)
    const state = orderState(collection, collection.order, payment, {
      ...books,
      totalChanged: Boolean(changed),
    })
    const falsely = difference(books.claimed_amount, books.refunded_amount)
    const falselyBooked = toMinorUnits(falsely) > 0 ? toDecimal(toMinorUnits(falsely)) : undefined
    return { ...facts, state, order, falselyBooked, otherCost: changed, bookingInProgress: books.in_progress }
  }
  const order = await tablesOf(container).orders.ofPurchase(row.cart_id, row.payment_collection_id)
  // Without an order a payment pays for nothing: a completion that Medusa rolled back may have left it standing.
  const paidByAnother = payments.some((each) => each !== payment && !each.canceled_at)
  if (order && (paidByAnother || order.is_paid_elsewhere))
    return { ...facts, state: { kind: "paid_otherwise" } }
  return {
    ...facts,
    unpaidOrderId: order?.id,
    state: await cartState(container, row, sessions, {
      order,
      paymentLeft: payment !== undefined && !payment.canceled_at,
      paidByOthers: payments.some((each) => !ours.includes(each)),
    }),
  }
}

function tablesOf(container: MedusaContainer): MedusaTables {
  return new MedusaTables(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
}

async function thoseThatCount(
  container: MedusaContainer,
  payments: Payment[],
  sessions: PaymentSession[],
): Promise<Payment[]> {
  const tables = tablesOf(container).payments
  const counting: Payment[] = []
  for (const payment of payments) {
    const isLive = sessions.some(({ id }) => id === payment.payment_session_id)
    if (isLive || (await tables.findPayment(payment.id))?.counts) counting.push(payment)
  }
  return counting
}

function orderState(
  collection: Collection,
  order: NonNullable<Collection["order"]>,
  payment: Payment,
  books: BooksOfPayment & { totalChanged: boolean },
): MedusaState {
  const others = (collection.payments ?? []).filter(
    ({ id, canceled_at }) => id !== payment.id && !canceled_at,
  )
  return {
    kind: "order",
    payment: payment.canceled_at ? "canceled" : books.captured ? "captured" : "authorized",
    orderCanceled: Boolean(order.canceled_at),
    totalChanged: books.totalChanged,
    handedOver: (order.fulfillments ?? []).some(isHandedOver),
    replaced: collection.status === "canceled" && !order.canceled_at,
    leftBehind: books.left_capture ? "capture" : books.left_refund ? "refund" : "nothing",
    paidTwice: !payment.canceled_at && others.length > 0,
    orderedTwice: books.standing_orders > 1,
    refunded: refundedOf(books),
    refundOpen: books.unfinished_refund ? "unfinished" : unbooked(books) > 0 ? "unbooked" : "nothing",
  }
}

/** Only where there is a doubt is the order itself read: what was approved is changed and refunded as ever. */
async function changedCost(
  orderId: string,
  { canceled_at }: Payment,
  { captured, order_total, total_in_doubt }: BooksOfPayment,
  row: SessionRow,
): Promise<string | undefined> {
  if (captured || canceled_at) return undefined
  const differs = order_total !== null && !sameAmount(order_total, row.amount)
  return differs || total_in_doubt ? await otherCost(orderId, row) : undefined
}

/** Medusa delivers goods that are fetched, or not shipped at all, without a shipment before. */
function isHandedOver({ shipped_at, delivered_at, canceled_at }: Fulfillment): boolean {
  return Boolean(shipped_at ?? delivered_at) && !canceled_at
}

function refundedOf({ captured_amount, refunded_amount }: BooksOfPayment): "nothing" | "part" | "whole" {
  const refunded = toMinorUnits(refunded_amount)
  if (refunded === 0) return "nothing"
  return refunded < toMinorUnits(captured_amount) ? "part" : "whole"
}

async function cartState(
  container: MedusaContainer,
  row: SessionRow,
  all: PaymentSession[],
  known: { order: OrderOfPurchase | undefined; paymentLeft: boolean; paidByOthers: boolean },
): Promise<MedusaState> {
  const cart = await readCart(container, row.cart_id)
  if (!cart) return { kind: "no_cart" }
  const sessions = all.filter(({ status }) => !DEAD_SESSIONS.includes(status))
  const ours = sessions.filter((session) => session.provider_id === row.account_id)
  const { order, paymentLeft, paidByOthers } = known
  // A completion that broke off before it linked its order is none: Medusa completes such a cart. An order that was there
  // and is gone is somebody's decision.
  const isGone = !order && cart.completed_at && row.order_id !== null
  if (order?.is_whole || isGone) {
    const sessionDropped = ours.length === 0
    if (sessionDropped && (paidByOthers || sessions.some(isPaidLater))) return { kind: "paid_otherwise" }
    const orderCanceled = Boolean(order?.canceled_at)
    // Medusa asks for no payment of an order that costs nothing: there is none that could have been lost.
    if (order?.total && !orderCanceled && !sameAmount(order.total, row.amount))
      return { kind: "order_of_other_total", isFree: toMinorUnits(order.total) <= 0 }
    return { kind: "order_without_payment", orderCanceled, sessionDropped }
  }
  // Medusa's admin route deletes a payment collection by taking it from its cart.
  if (!order && cart.payment_collection?.id !== row.payment_collection_id) return { kind: "no_cart" }
  const open: OpenCart = {
    kind: "open_cart",
    agrees: sameAmount(cart.total, row.amount) && sameCurrency(cart.currency_code, row.currency),
    paymentSession: paymentSessionOf(ours.length, sessions.length),
    paymentLeft,
  }
  return order ? { kind: "half_written_order", order: partOf(order, row), cart: open } : open
}

const PAID_LATER: string = PaymentSessionStatus.PENDING_AUTHORIZATION

/** A bank transfer's: Medusa places the order, and its payment comes days later. */
function isPaidLater({ status }: PaymentSession): boolean {
  return status === PAID_LATER
}

function partOf(order: OrderOfPurchase, row: SessionRow): HalfWrittenOrder["order"] {
  if (order.canceled_at) return "canceled"
  return order.total !== null && sameAmount(order.total, row.amount) ? "payable" : "stale"
}

function paymentSessionOf(ours: number, all: number) {
  if (all === 0) return "dropped"
  if (ours === 0) return "other_method"
  return ours === all ? "live" : "mixed"
}

async function readCollection(container: MedusaContainer, id: string): Promise<Collection | undefined> {
  const found = await readOne(
    container,
    "payment_collection",
    [
      "id",
      "status",
      "payment_sessions.id",
      "payment_sessions.provider_id",
      "payment_sessions.status",
      "payments.id",
      "payments.payment_session_id",
      "payments.provider_id",
      "payments.data",
      "payments.canceled_at",
      "order.id",
      "order.canceled_at",
      "order.fulfillments.shipped_at",
      "order.fulfillments.delivered_at",
      "order.fulfillments.canceled_at",
    ],
    id,
  )
  return found ? collectionSchema.parse(found) : undefined
}

async function readCart(
  container: MedusaContainer,
  id: string,
): Promise<z.output<typeof cartSchema> | undefined> {
  const found = await readOne(
    container,
    "cart",
    ["id", "total", "currency_code", "completed_at", "payment_collection.id"],
    id,
  )
  return found ? cartSchema.parse(found) : undefined
}
