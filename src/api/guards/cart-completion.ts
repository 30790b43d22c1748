import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { inbankFrom } from "../../settle/inbank"

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
  const { leases, payments, sessions } = inbankFrom(req.scope).store
  const collectionId = await payments.collectionOfCart(req.params.id ?? "")
  if (!collectionId || !(await sessions.existsForCollection(collectionId))) return next()

  const token = await leases.takeWithin(collectionId, WAIT_MS)
  if (token === undefined) {
    return next(
      new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "This cart is being completed. Please try again in a moment.",
      ),
    )
  }
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
