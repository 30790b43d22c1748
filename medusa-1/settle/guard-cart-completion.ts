import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { inbankFrom, type Container } from "./inbank"
import { leaseWithin } from "./lease"

/** A look at Inbank that takes longer than this is not worth a shopper's patience. */
const WAIT_MS = 20_000

/**
 * Puts the shopper's own completion under the same lease as settle's. Two at once make one order in Medusa 1; but the
 * second, which finds the last piece taken by the first, would have Medusa cancel the payment of both. A cart that
 * Inbank knows nothing of passes untouched.
 */
export async function guardCartCompletion(
  req: MedusaRequest,
  res: MedusaResponse,
  next: () => void,
): Promise<void> {
  const free = await leaseOf(req.scope, req.params.id).catch(() => undefined)
  if (free) untilAnswered(res, free)
  next()
}

/** @returns how to free it. */
async function leaseOf(container: Container, cartId: unknown): Promise<(() => void) | undefined> {
  const inbank = inbankFrom(container)
  if (typeof cartId !== "string" || !(await inbank.sessions.newestOfCart(cartId))) return undefined
  const lease = await leaseWithin(inbank, cartId, WAIT_MS)
  if (lease === undefined) return undefined
  return () => void inbank.sessions.freeLease(lease).catch(() => undefined)
}

/** When the answer is written, and not when the connection closes: the completion of a shopper who left runs on. */
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
