import { toMinorUnits } from "../../domain/money"
import { unbooked } from "../../domain/after-sale/refund"
import type { RefundContext } from "../../medusa/sql"
import type { PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import { clearProblems } from "../problems/report"
import { requestRefund } from "./request"
import { openChangeOf } from "./open-order-change"
import { RefundNotDone, refused } from "./refund-not-done"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Refunds: succeeds only when the amount was verifiably given back at Inbank, or recorded by the merchant as given
 * back. It enqueues first: if this process dies now, Medusa's half-written refund would count as given back, and
 * reconciling removes it and books what really happened.
 * @param refundId Medusa's; each try has another one.
 * @throws {MedusaError} NOT_ALLOWED with what to do.
 */
export async function refund(plugin: PluginContext, refundId: string | undefined): Promise<void> {
  const context = refundId ? await plugin.medusa.books.findRefund(refundId) : undefined
  const found = await rowById(plugin, context?.purchase_reference)
  if (!refundId || !context || !found || !hasSession(found.row)) {
    throw notAllowed(
      "Nothing was refunded: no Inbank session is known for this payment. Look it up in Inbank's Partner Portal.",
      "not_refunded",
    )
  }
  const { row, account } = found
  await plugin.store.notifications.enqueue(row.id, false)
  const { payment_id: paymentId, amount } = context
  try {
    await refuseWhatMedusaWouldNotBook(plugin, context)
    await requestRefund({
      plugin,
      account,
      row,
      paymentId,
      amount,
      sums: context,
      booksOnly: context.is_booking,
    })
  } catch (error) {
    throw error instanceof RefundNotDone ? notAllowed(error.message, error.code) : error
  }
  await clearProblems(plugin, row.id, ["refund_refused"])
}

/** Medusa asks its provider first and only then finds out that it cannot write the refund down. */
async function refuseWhatMedusaWouldNotBook(plugin: PluginContext, context: RefundContext): Promise<void> {
  if (context.beside_another)
    throw refused("Another refund of this payment is in progress. Try again in two minutes.")
  if (context.order_canceled && unbooked(context) !== toMinorUnits(context.amount)) {
    throw refused(
      "The order is cancelled, and Medusa refunds nothing of it any more. Withdraw the contract in the Partner Portal, then record it on the order.",
    )
  }
  const change = context.order_id && (await openChangeOf(plugin.medusa, context.order_id))
  if (change) throw refused(change)
}
