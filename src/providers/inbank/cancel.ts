import { standing } from "../../domain/lifecycle"
import { inbankSide } from "../../modules/inbank/store"
import type { Inbank } from "../../settle/inbank"
import { notAllowed, rowOfPaymentSession } from "./payment-row"

/**
 * Succeeds when Inbank has already said that the contract is off. Otherwise it notes the wish, rings and refuses:
 * a success would leave an order on a dead contract, or a live contract without one. `settle` decides what the wish
 * means, once it sees whether the order was cancelled; Medusa only logs the refusal.
 */
export async function cancel(inbank: Inbank, paymentId: string | undefined): Promise<void> {
  // No id: Medusa rolls back a completion that lost a race, while the winner's order stands.
  if (paymentId === undefined) return
  const place = await inbank.store.payments.placeOfPayment(paymentId)
  const found = place && (await rowOfPaymentSession(inbank, place.payment_session_id))
  if (!found) return
  const { row, account } = found
  if (standing(inbankSide(row, account)) === "refused") return
  await inbank.store.sessions.wish(row.id, "cancel")
  throw notAllowed(
    "The contract is being cancelled at Inbank; the payment follows as soon as Inbank confirms it.",
  )
}
