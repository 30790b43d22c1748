import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { inbankFrom, type Inbank } from "../../settle/inbank"
import { settle } from "../../settle/settle"

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
  const { leases, payments, sessions } = inbank.store
  const collectionId = await payments.collectionOfCart(req.params.id ?? "")
  if (!collectionId || !(await sessions.existsForCollection(collectionId))) return next()
  if (!(await isFreeOfLeftPayment(req, inbank, collectionId))) return next(tryAgain())

  const token = await leases.takeWithin(collectionId, WAIT_MS)
  if (token === undefined) return next(tryAgain())
  // Freed when the answer is written, not when the connection closes: an aborted client's workflow runs on.
  const end = res.end.bind(res)
  const free = () => void leases.free(collectionId, token).catch(() => undefined)
  res.end = new Proxy(end, {
    apply(target, self, answer) {
      free()
      const result: unknown = Reflect.apply(target, self, answer)
      return result
    },
  })
  next()
}

/**
 * A completion that Medusa rolled back may leave its payment standing, and Medusa would give it to the next order of
 * the cart without asking us whether the amount is still the same. `settle` looks first: it places the order, or
 * cancels what was left.
 */
async function isFreeOfLeftPayment(
  req: MedusaRequest,
  { accounts, store }: Inbank,
  collectionId: string,
): Promise<boolean> {
  const providerIds = accounts.list().map(({ id }) => id)
  const left = async () => await store.payments.paymentWithoutOrder(collectionId, providerIds)
  const sessionId = await left()
  if (sessionId === undefined) return true
  await settle(req.scope, sessionId, "checkout", WAIT_MS)
  return (await left()) === undefined
}

function tryAgain(): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "This cart is being completed. Please try again in a moment.",
  )
}
