import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileSoon } from "./enqueue"
import { pluginContext } from "../context"

/** Something happened to an order in Medusa: its Inbank sessions are reconciled, found by the order's cart. */
export async function enqueueForOrder(container: MedusaContainer, orderId: string): Promise<void> {
  const { medusa, store } = pluginContext(container)
  const cartId = await medusa.payments.cartOfOrder(orderId)
  if (!cartId) return
  reconcileAllSoon(container, await store.notifications.enqueueAll({ cart_id: cartId }))
}

/** Something happened to a payment in Medusa: the session it came from is reconciled. */
export async function enqueueForPayment(container: MedusaContainer, paymentId: string): Promise<void> {
  const { notifications } = pluginContext(container).store
  reconcileAllSoon(container, await notifications.enqueueAll({ payment_id: paymentId }))
}

function reconcileAllSoon(container: MedusaContainer, sessionIds: string[]): void {
  for (const sessionId of sessionIds) reconcileSoon(container, sessionId, "medusa")
}
