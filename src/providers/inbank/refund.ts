import { clearProblems } from "../../settle/problems"
import type { Inbank } from "../../settle/inbank"
import { hasSession } from "../../settle/observe"
import { REFUND_REFUSED } from "../../settle/refunds/finish"
import { giveBack } from "../../settle/refunds/give-back"
import { RefundNotDone } from "../../settle/refunds/refund-not-done"
import { notAllowed, rowById } from "./payment-row"

/**
 * Refunds: succeeds only when the amount was verifiably given back at Inbank, or recorded by the merchant as given
 * back. It rings before: should this process die now, Medusa's half-written refund would count as given back, and
 * `settle` takes it away and books what really happened.
 * @param refundId Medusa's, another at every try.
 * @throws {MedusaError} NOT_ALLOWED with what to do.
 */
export async function refund(inbank: Inbank, refundId: string | undefined): Promise<void> {
  const place = refundId ? await inbank.store.books.placeOfRefund(refundId) : undefined
  const found = await rowById(inbank, place?.purchase_reference)
  if (!refundId || !place || !found || !hasSession(found.row)) {
    throw notAllowed(
      "Nothing was refunded: no Inbank session is known for this payment. Look it up in Inbank's Partner Portal.",
    )
  }
  const { row, account } = found
  await inbank.store.queue.ring(row.id, false)
  if (!(await inbank.store.refunds.takeInHand(row.id, place.payment_id, refundId))) {
    throw notAllowed("Nothing was refunded: another refund of this payment is in progress. Try again in a minute.")
  }
  const { payment_id: paymentId, amount, ...sums } = place
  try {
    await giveBack({ inbank, account, row, paymentId, amount, sums })
  } catch (error) {
    throw error instanceof RefundNotDone ? notAllowed(error.message) : error
  }
  await clearProblems(inbank, row.id, [REFUND_REFUSED])
}
