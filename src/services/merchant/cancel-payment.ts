import { isOver } from "../../domain/session/lifecycle"
import type { Inbank } from "../context"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Succeeds when Inbank has already said that the contract is off. Otherwise it rings and refuses: a success would leave
 * an order on a dead contract, or a live contract without one. Medusa asks for it when an order is cancelled, when it is
 * edited, and when a completion is rolled back; which of them it was, `settle` sees in what Medusa has afterwards.
 * Medusa only logs the refusal.
 */
export async function cancel(inbank: Inbank, paymentId: string | undefined): Promise<void> {
  // No id: Medusa rolls back a completion that lost a race, while the winner's order stands.
  if (paymentId === undefined) return
  const place = await inbank.medusa.payments.placeOfPayment(paymentId)
  const found = await rowById(inbank, place?.purchase_reference)
  // A payment that pays for nothing: what becomes of the contract is decided elsewhere.
  if (!found || !place?.counts) return
  const { row } = found
  if (isOver(row.session_status, row.contract_status)) return
  await inbank.store.bells.ring(row.id, false)
  throw notAllowed(
    "The contract is looked after at Inbank first; the payment follows as soon as Inbank confirms it.",
  )
}
