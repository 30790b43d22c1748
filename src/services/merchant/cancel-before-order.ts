import { isInbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { contractStatus, standing } from "../../domain/session/lifecycle"
import { isOver } from "../../domain/session/close-reason"
import { difference, toMinorUnits } from "../../domain/money"
import type { BooksOfPayment, OrderPayment } from "../../medusa/sql"
import { inbankState, type SessionRow } from "../../modules/inbank/store"
import { INTERACTIVE } from "../session/poll-until"
import { CancellationNotShown } from "../../core/inbank/cancel-contract"
import { cancelContract } from "../session/cancel-contract"
import { entryGone, type PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import { observe, type AskableRow, type SeenRow } from "../session/observe"
import { requestRefund } from "../refunds/request"
import { RefundNotDone } from "../refunds/refund-not-done"

/**
 * Carries out the cancellation of an order at Inbank before Medusa cancels the order: Medusa cancels whatever the
 * provider says, and books a refund that never happened (https://github.com/medusajs/medusa/issues/15623). A granted
 * contract is cancelled; a captured payment is given back in full. The row is enqueued first: if this process dies in
 * between, reconciling shows what is true, or books it.
 * @returns why the order cannot be cancelled now; nothing when it can. Called under the lease of the collection.
 */
export async function cancelBeforeOrder(
  plugin: PluginContext,
  orderId: string,
  payment: OrderPayment,
): Promise<string | undefined> {
  // What was read before we held the lease may be old now.
  const now = await plugin.medusa.orders.inbankPayments(orderId)
  const fresh = now.find(({ payment_id }) => payment_id === payment.payment_id)
  return fresh && (await cancelAtInbank(plugin, fresh))
}

async function cancelAtInbank(plugin: PluginContext, payment: OrderPayment): Promise<string | undefined> {
  if (payment.canceled) return undefined
  const row = await plugin.store.sessions.get(payment.session_id)
  const account = plugin.accountOf(row)
  if (!account || !hasSession(row)) return refusalUnasked(row, payment)
  await plugin.store.notifications.enqueue(row.id, false)
  const books = await plugin.medusa.books.of(payment.payment_id, row.cart_id)
  const refusal = refusalOfBooks(books)
  if (refusal) return refusal
  return payment.captured
    ? await refundAll(plugin, account, row, payment, books)
    : await cancelGranted(plugin, account, row)
}

/** Inbank cannot be asked: an order that may have a living contract is not cancelled until Inbank answers. */
function refusalUnasked(row: SessionRow, { captured }: OrderPayment): string | undefined {
  if (captured)
    return `Inbank has paid for this order (reference ${row.id}) and its shop is no longer configured here. Withdraw the contract in the Partner Portal; the order stays as a record.`
  return isOver(row.session_status, row.contract_status) ? undefined : entryGone(row)
}

/** What Medusa would get wrong if the order or its contract were cancelled with these books. */
export function refusalOfBooks(books: BooksOfPayment): string | undefined {
  // Medusa counts a capture that has begun as made, and a refund that has begun as money given back.
  if (books.in_progress || books.left_capture || books.left_refund)
    return "A capture or refund of this order is in progress. Try again in two minutes."
  if (books.standing_orders > 1)
    return "Two orders were made of this cart and share one contract: cancelling one would end it for the other. Archive the one that nobody waits for."
  return undefined
}

async function refundAll(
  plugin: PluginContext,
  account: Account,
  row: AskableRow,
  payment: OrderPayment,
  books: BooksOfPayment,
): Promise<string | undefined> {
  const amount = difference(books.captured_amount, books.refunded_amount)
  if (toMinorUnits(amount) === 0) return undefined
  try {
    await requestRefund({ plugin, account, row, paymentId: payment.payment_id, amount, sums: books })
    return undefined
  } catch (error) {
    if (error instanceof RefundNotDone) return error.message
    throw error
  }
}

async function cancelGranted(
  plugin: PluginContext,
  account: Account,
  row: AskableRow,
): Promise<string | undefined> {
  try {
    const seen = await observe(plugin, account, row, "medusa", INTERACTIVE)
    const isGranted = standing(inbankState(seen, account)) === "granted"
    if (!isGranted) return refusalOf(seen, account)
    if (account.productType === "pay_next_month" || !seen.contract_uuid)
      return `Cancel the purchase in Inbank's Partner Portal first (${account.partnerPortalUrl}, reference ${row.id}).`
    const after = await cancelContract({ plugin, account, row: seen, source: "medusa" })
    await plugin.store.auditLog.append({ sessionId: row.id, source: "medusa", action: "cancel_contract" })
    if (standing(inbankState(after, account)) === "refused") {
      await plugin.store.sessions.close(row.id, "order_canceled")
    }
    return refusalOf(after, account)
  } catch (error) {
    if (error instanceof CancellationNotShown) return error.message
    if (isInbankError(error)) return error.merchantMessage
    throw error
  }
}

/** An order with a contract that is no longer granted: cancelled at Inbank, or about to be paid. */
function refusalOf(row: SeenRow, account: Account): string | undefined {
  switch (standing(inbankState(row, account))) {
    case "undecided":
    case "refused":
      return undefined
    case "granted":
    case "activating":
      return contractStatus(row.contract_status) === "terminated"
        ? undefined
        : "Inbank is activating this contract. Try again in a minute."
    case "financed":
      return `Inbank has just paid for this order (reference ${row.id}); the payment is captured in a moment. Then refund it, or withdraw the contract in the Partner Portal (${account.partnerPortalUrl}).`
  }
}
