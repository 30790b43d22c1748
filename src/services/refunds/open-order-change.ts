import type { MedusaContainer } from "@medusajs/framework/types"
import { endOrderChange } from "../../medusa/orders"
import type { MedusaTables } from "../../medusa/sql"

const SENTENCES = {
  by_person:
    "The order has an edit, return, claim, exchange or transfer that is neither confirmed nor given up, and Medusa books no refund meanwhile. Confirm it or give it up first.",
  by_medusa: "Medusa is at a refund or cancellation of this order. Try again in three minutes.",
}

/** Why nothing of an order can be refunded or cancelled at this moment; nothing when it can. */
export async function openChangeOf({ orders }: MedusaTables, orderId: string): Promise<string | undefined> {
  const begun = await orders.openChange(orderId)
  return begun && SENTENCES[begun]
}

/**
 * Ends what a dead process left in the middle of Medusa's own refund or cancellation of an order: the credit line that
 * it had begun. No page of the admin shows it, and because of it Medusa refuses every later refund and cancellation.
 * What it says is carried out as it would have been: the money was given back before.
 * https://github.com/medusajs/medusa/blob/v2.21.2/packages/core/core-flows/src/order/workflows/payments/create-order-refund-credit-lines.ts
 */
export async function endLeftChange(
  container: MedusaContainer,
  { orders }: MedusaTables,
  paymentCollectionId: string,
): Promise<void> {
  const left = await orders.leftChange(paymentCollectionId)
  if (left) await endOrderChange(container, left)
}
