import type { MedusaContainer } from "@medusajs/framework/types"
import { settleSoon } from "./enqueue"
import { inbankFrom } from "../context"

/** Something happened to an order in Medusa: its Inbank sessions are looked at, found by the order's cart. */
export async function ringForOrder(container: MedusaContainer, orderId: string): Promise<void> {
  const { medusa, store } = inbankFrom(container)
  const cartId = await medusa.payments.cartOfOrder(orderId)
  if (!cartId) return
  settleAllSoon(container, await store.bells.ringAll({ cart_id: cartId }))
}

/** Something happened to a payment in Medusa: the session it came from is looked at. */
export async function ringForPayment(container: MedusaContainer, paymentId: string): Promise<void> {
  const { bells } = inbankFrom(container).store
  settleAllSoon(container, await bells.ringAll({ payment_id: paymentId }))
}

function settleAllSoon(container: MedusaContainer, sessionIds: string[]): void {
  for (const sessionId of sessionIds) settleSoon(container, sessionId, "medusa")
}
