import { difference, toDecimal, toMinorUnits } from "../../../domain/money"
import { unbooked } from "../../../domain/after-sale/refund"
import {
  addRefundTransaction,
  bookRefundOfCancelledOrder,
  bookRefundOfOrder,
  deleteHalfDone,
  type Booking,
} from "../../../medusa/payments"
import { readMedusaState } from "../../../medusa/state"
import type { ActionContext } from "./context"
import { endLeftChange, openChangeOf } from "../../refunds/open-order-change"
import { stillOpen } from "../../refunds/refund-not-done"

/**
 * Books in Medusa what was given back at Inbank: Medusa asks our provider again, which finds it done and gives nothing
 * back itself (`BOOKING`).
 *
 * Medusa's workflow refuses to refund a cancelled order, but only after asking the provider. A refund that failed while
 * the order was cancelled is kept in the order's transactions as if it had happened. The module's own refund makes the
 * books correct again; deleting that transaction would make them wrong. Where there is no such transaction, one is
 * made: without it the refund would count as begun and left behind.
 */
export async function bookRefund(context: ActionContext): Promise<void> {
  const { container, plugin, row } = context
  const { state, order, bookingInProgress } = await readMedusaState(container, row)
  if (!order || state.kind !== "order" || state.payment !== "captured" || bookingInProgress) return
  if (!state.orderCanceled) {
    await endLeftChange(container, plugin.medusa, row.payment_collection_id)
    const change = await openChangeOf(plugin.medusa, order.orderId)
    if (change) throw stillOpen(change)
  }
  const books = await plugin.medusa.books.of(order.paymentId, row.cart_id)
  const wholeRest = toMinorUnits(books.captured_amount) - toMinorUnits(books.refunded_amount)
  const owed = unbooked(books)
  if (owed <= 0) return
  // The whole rest as Medusa has it, fractions of a cent included.
  const amount =
    owed === wholeRest ? difference(books.captured_amount, books.refunded_amount) : toDecimal(owed)
  const booking = { paymentId: order.paymentId, orderId: order.orderId, amount }
  const isClaimed = toMinorUnits(books.claimed_amount) > toMinorUnits(books.refunded_amount)
  try {
    await (state.orderCanceled
      ? bookInCancelled(context, booking, isClaimed)
      : bookRefundOfOrder(container, booking))
  } catch (error) {
    await dropBegunBooking(context, order.paymentId)
    throw error
  }
}

async function bookInCancelled(
  { container, row }: ActionContext,
  booking: Booking,
  isClaimed: boolean,
): Promise<void> {
  await bookRefundOfCancelledOrder(container, booking)
  if (isClaimed) return
  await addRefundTransaction(container, booking, row.currency)
}

/**
 * Medusa keeps the row of a refund whose later steps fail. Nobody else books while we hold the lease, so the row is
 * ours. It is removed, so that the next pass begins again and need not wait until the row counts as left by a dead
 * process.
 * https://github.com/medusajs/medusa/blob/v2.21.2/packages/core/core-flows/src/payment/steps/refund-payment.ts
 */
async function dropBegunBooking({ container, plugin }: ActionContext, paymentId: string): Promise<void> {
  await deleteHalfDone(container, "refund", await plugin.medusa.books.begunBookings(paymentId))
}
