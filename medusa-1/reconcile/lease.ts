import type { CartLease } from "../store/cart-leases"
import type { PluginContext } from "./context"

const ASK_AGAIN_MS = 100

/**
 * The lease of a cart, requested until another process is done with the cart.
 * @returns nothing when the cart is still taken after `waitMs`. No connection is held meanwhile.
 */
export async function leaseWithin(
  { leases }: PluginContext,
  cartId: string,
  waitMs: number,
): Promise<CartLease | undefined> {
  const deadline = Date.now() + waitMs
  for (;;) {
    const lease = await leases.take(cartId)
    if (lease !== undefined || Date.now() >= deadline) return lease
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}
