import type { MedusaContainer } from "@medusajs/framework/types"
import { settleSoon } from "./background"
import { inbankFrom } from "./inbank"

/** Something happened to an order in Medusa: its Inbank sessions are looked at, found by the order's cart. */
export async function ringForOrder(container: MedusaContainer, orderId: string): Promise<void> {
  const { payments, sessions } = inbankFrom(container).store
  const cartId = await payments.cartOfOrder(orderId)
  if (!cartId) return
  for (const sessionId of await sessions.ringAll({ cart_id: cartId }))
    settleSoon(container, sessionId, "medusa")
}
