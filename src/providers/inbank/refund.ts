import type { Inbank } from "../../settle/inbank"
import { notAllowed, type PaymentRow } from "./payment-row"

/**
 * Refuses with what to do instead. It rings before: should this process die now, Medusa's half-written refund would
 * count as given back, and `settle` takes it away.
 * @throws {MedusaError} always: refunds are made in Inbank's Partner Portal.
 */
export async function refund(inbank: Inbank, found: PaymentRow | undefined): Promise<never> {
  if (found) await inbank.store.queue.ring(found.row.id, false)
  const portal = found?.account.partnerPortalUrl ?? "Inbank's Partner Portal"
  const reference = found ? ` (reference ${found.row.id})` : ""
  throw notAllowed(
    `Nothing was refunded. Withdraw or return the purchase in Inbank's Partner Portal: ${portal}${reference}. This version cannot refund from Medusa.`,
  )
}
