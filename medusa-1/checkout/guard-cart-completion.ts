import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { errorText } from "../domain/error-text"
import { IDENTIFIER, pluginContext, type PluginContext } from "../reconcile/context"
import { leaseWithin } from "../reconcile/lease"
import { reconcile } from "../reconcile/reconcile"
import type { CartLease } from "../store/cart-leases"
import { COMPLETION_ON_MEDUSA_1_MS } from "../domain/timeouts"

/**
 * Puts the shopper's own completion under the same lease as reconciling. Two completions at once make one order in
 * Medusa 1; but if the first takes the last piece, the second finds none and would have Medusa cancel the payment of
 * both. A cart without a row of ours passes untouched.
 */
export async function guardCartCompletion(
  req: MedusaRequest,
  res: MedusaResponse,
  next: () => void,
): Promise<void> {
  const plugin = pluginContext(req.scope)
  const { id: cartId } = req.params
  if (typeof cartId !== "string") return next()
  try {
    if (!(await plugin.sessions.isCartKnown(cartId))) return next()
    const lease = await takeForCompletion(plugin, cartId)
    if (lease === undefined) return tryAgain(res)
    untilAnswered(res, () => void plugin.leases.free(lease).catch(() => undefined))
  } catch (error) {
    // Without a lease nobody completes a cart that may be Inbank's.
    plugin.logger.warn(`Inbank: cart ${cartId} could not be completed by its customer: ${errorText(error)}`)
    return tryAgain(res)
  }
  next()
}

/**
 * A completion that failed may have left its payment behind, and Medusa would refuse the cart a second one. So the
 * session is reconciled first: that places the order, or cancels what was left.
 * @returns nothing when another process still works on the cart, or when the payment is still left behind.
 */
async function takeForCompletion(plugin: PluginContext, cartId: string): Promise<CartLease | undefined> {
  for (const isLastTry of [false, true]) {
    const lease = await leaseWithin(plugin, cartId, COMPLETION_ON_MEDUSA_1_MS)
    if (lease === undefined) return undefined
    const left = await plugin.medusa.paymentWithoutOrder(cartId)
    if (left?.provider_id !== IDENTIFIER || left.purchase_reference === null) return lease
    await plugin.leases.free(lease)
    if (!isLastTry) await reconcile(plugin, left.purchase_reference, COMPLETION_ON_MEDUSA_1_MS)
  }
  return undefined
}

function tryAgain(res: MedusaResponse): void {
  res.status(409).json({
    type: "not_allowed",
    message: "This cart's Inbank payment is being looked after. Please try again in a moment.",
  })
}

/**
 * When the answer is written, and not when the connection closes: the completion of a shopper who left keeps running.
 */
function untilAnswered(res: MedusaResponse, free: () => void): void {
  const end = res.end.bind(res)
  res.end = new Proxy(end, {
    apply(target, self, answer) {
      free()
      const result: unknown = Reflect.apply(target, self, answer)
      return result
    },
  })
}
