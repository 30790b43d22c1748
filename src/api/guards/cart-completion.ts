import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { Lease } from "../../modules/inbank/store"
import { inbankFrom, type Inbank } from "../../services/context"
import { settle } from "../../services/reconcile/reconcile"
import { untilAnswered } from "./until-answered"

/** As long as Medusa itself waits for a cart that is being completed. */
const WAIT_MS = 30_000

/**
 * Puts the shopper's own completion under the same lease as settle's. Medusa's in-memory lock does not hold between
 * processes: two of them made two orders of one cart. A cart that Inbank knows nothing of passes untouched.
 */
export async function guardCartCompletion(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const { leases } = inbank.store
  const collectionId = await inbank.medusa.payments.collectionKnownToUs(req.params.id ?? "")
  if (!collectionId) return next()
  const lease = await takeForCompletion(req, inbank, collectionId)
  if (lease === undefined) return next(tryAgain())
  untilAnswered(res, () => void leases.free(lease).catch(() => undefined))
  next()
}

/**
 * A completion that Medusa rolled back may leave its payment standing, and Medusa would give it to the next order of
 * the cart without asking us whether the amount is still the same. One that a crash cut short may leave an order that
 * Medusa would give out unpaid. `settle` looks first: it places or pays the order, or takes back what was left.
 * @returns the lease, or nothing when somebody is at the cart still, or what was left is there still.
 */
async function takeForCompletion(
  req: MedusaRequest,
  { accounts, medusa, store }: Inbank,
  collectionId: string,
): Promise<Lease | undefined> {
  const providerIds = accounts.list().map(({ id }) => id)
  for (const isLastTry of [false, true]) {
    const lease = await store.leases.takeWithin(collectionId, WAIT_MS)
    if (lease === undefined) return undefined
    const left =
      (await medusa.payments.paymentWithoutOrder(collectionId, providerIds)) ??
      (await medusa.orders.rowOfLeftOrder(req.params.id ?? "", providerIds))
    if (left === undefined) return lease
    await store.leases.free(lease)
    if (!isLastTry) await settle(req.scope, left, "checkout", WAIT_MS)
  }
  return undefined
}

function tryAgain(): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "This cart's Inbank payment is being looked after. Please try again in a moment.",
  )
}
