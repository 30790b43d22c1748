import type { MedusaContainer } from "@medusajs/framework/types"
import type { Lease } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { reconcile } from "../reconcile/reconcile"
import { COMPLETION_MS } from "../../domain/timeouts"

/**
 * A completion that Medusa rolled back may leave its payment behind, and Medusa would give it to the next order of the
 * cart without asking us whether the amount is still the same. A completion that a crash interrupted may leave an order
 * that Medusa would return unpaid. So the row is reconciled first: that places or pays the order, or rolls back what
 * was left.
 * @returns the lease; nothing when another process still works on the cart, or when something is still left behind.
 */
export async function takeForCompletion(
  container: MedusaContainer,
  { accounts, medusa, store }: PluginContext,
  { cartId, collectionId }: { cartId: string; collectionId: string },
): Promise<Lease | undefined> {
  const providerIds = accounts.list().map(({ id }) => id)
  for (const isLastTry of [false, true]) {
    const lease = await store.leases.takeWithin(collectionId, COMPLETION_MS)
    if (lease === undefined) return undefined
    const left =
      (await medusa.payments.paymentWithoutOrder(collectionId, providerIds)) ??
      (await medusa.orders.rowOfLeftOrder(cartId, providerIds))
    if (left === undefined) return lease
    await store.leases.free(lease)
    if (!isLastTry) await reconcile(container, left, "checkout", COMPLETION_MS)
  }
  return undefined
}
