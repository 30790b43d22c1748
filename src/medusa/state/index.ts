import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { difference, toDecimal, toMinorUnits } from "../../domain/money"
import type { MedusaState } from "../../domain/plan/state"
import type { SessionRow } from "../../modules/inbank/store"
import { MedusaTables } from "../sql"
import { cartState } from "./cart-state"
import { changedCost, orderState } from "./order-state"
import { DEAD_SESSIONS, readCollection, type Payment, type PaymentSession } from "./payment-collection"

export { DEAD_SESSIONS } from "./payment-collection"

export interface MedusaFacts {
  state: MedusaState
  order?: { orderId: string; paymentId: string }
  /** Our payment and the session it came from, with or without an order. */
  payment?: { id: string; paymentSessionId: string }
  /** The order that nobody has paid, also one that costs nothing. */
  unpaidOrderId?: string
  /** A live payment session of our account. */
  paymentSessionId?: string
  /**
   * Payments of ours that are not cancelled and pay for nothing: their order was rolled back, their session deleted.
   */
  orphanedPaymentIds: string[]
  /** What the order's transactions call refunded without a refund, major units. */
  falselyBooked?: string
  /** How the order's cost differs from what its contract finances. */
  otherCost?: string
  /** Another process is capturing or refunding at this moment, and keeps what Inbank answers it. */
  bookingInProgress: boolean
}

/** What Medusa has for this row. */
export async function readMedusaState(container: MedusaContainer, row: SessionRow): Promise<MedusaFacts> {
  const collection = await readCollection(container, row.payment_collection_id)
  if (!collection) return { state: { kind: "no_cart" }, orphanedPaymentIds: [], bookingInProgress: false }
  const sessions = collection.payment_sessions ?? []
  const payments = collection.payments ?? []
  // The provider counts too: another provider may copy a storefront's data, our reference included, into its payment.
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
  // Without an order a payment pays for nothing: a completion that Medusa rolled back may have left it behind.
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
