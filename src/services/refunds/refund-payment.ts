import { toMinorUnits } from "../../domain/money"
import { unbooked } from "../../domain/after-sale/refund"
import type { RefundPlace } from "../../medusa/sql"
import type { Inbank } from "../context"
import { hasSession } from "../session/observe"
import { clearProblems } from "../problems/report"
import { giveBack } from "./request"
import { openChangeOf } from "./open-order-change"
import { REFUND_REFUSED, RefundNotDone, refused } from "./refund-not-done"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Refunds: succeeds only when the amount was verifiably given back at Inbank, or recorded by the merchant as given
 * back. It rings before: should this process die now, Medusa's half-written refund would count as given back, and
 * `settle` takes it away and books what really happened.
 * @param refundId Medusa's, another at every try.
 * @throws {MedusaError} NOT_ALLOWED with what to do.
 */
export async function refund(inbank: Inbank, refundId: string | undefined): Promise<void> {
  const place = refundId ? await inbank.medusa.books.placeOfRefund(refundId) : undefined
  const found = await rowById(inbank, place?.purchase_reference)
  if (!refundId || !place || !found || !hasSession(found.row)) {
    throw notAllowed(
      "Nothing was refunded: no Inbank session is known for this payment. Look it up in Inbank's Partner Portal.",
    )
  }
  const { row, account } = found
  await inbank.store.bells.ring(row.id, false)
  const { payment_id: paymentId, amount } = place
  try {
    await refuseWhatMedusaWouldNotBook(inbank, place)
    await giveBack({ inbank, account, row, paymentId, amount, sums: place, booksOnly: place.is_booking })
  } catch (error) {
    throw error instanceof RefundNotDone ? notAllowed(error.message) : error
  }
  await clearProblems(inbank, row.id, [REFUND_REFUSED])
}

/** Medusa asks its provider first and finds out afterwards that it cannot write the refund down. */
async function refuseWhatMedusaWouldNotBook(inbank: Inbank, place: RefundPlace): Promise<void> {
  if (place.beside_another)
    throw refused("Another refund of this payment is in progress. Try again in two minutes.")
  if (place.order_canceled && unbooked(place) !== toMinorUnits(place.amount)) {
    throw refused(
      "The order is cancelled, and Medusa refunds nothing of it any more. Withdraw the contract in the Partner Portal, then record it on the order.",
    )
  }
  const change = place.order_id && (await openChangeOf(inbank.medusa, place.order_id))
  if (change) throw refused(change)
}
