import { closeCart, repairOrderLinks } from "../../../medusa/order-links"
import { emitOrderPlaced } from "../../../medusa/orders"
import { authorizePaymentSession } from "../../../medusa/payments"
import { readMedusaState } from "../../../medusa/state"
import type { ActionContext } from "./context"

/**
 * An order that lost its payment in a crash: Medusa can be asked to authorize the session once more. Medusa never
 * emitted `order.placed` for it, and subscribers (mails, stock) rely on that event.
 */
export async function authorizePayment({ container, plugin, row }: ActionContext): Promise<void> {
  const { paymentSessionId, unpaidOrderId } = await readMedusaState(container, row)
  if (!paymentSessionId) throw new Error("no payment session to authorize")
  // The process that began it was not dead, and has rolled it back since: a payment would pay for nothing, and close
  // the cart.
  if (unpaidOrderId === undefined) throw new Error("the order to be paid is gone")
  await repairOrderLinks(container, row, unpaidOrderId)
  await authorizePaymentSession(container, paymentSessionId)
  await closeCart(container, row.cart_id)
  const { order } = await readMedusaState(container, row)
  if (!order) throw new Error("the payment was authorized, but no order was found for it")
  await plugin.store.sessions.recordOrder(row.id, order)
  await emitOrderPlaced(container, order.orderId)
}
