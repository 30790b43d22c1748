import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { pluginContext } from "../../services/context"
import { takeForCompletion } from "../../services/checkout/take-for-completion"
import { untilAnswered } from "./until-answered"

/**
 * Puts the shopper's own completion under the same lease as reconciling. Medusa's in-memory lock does not hold between
 * processes: two of them made two orders of one cart. A cart without a row of ours passes untouched.
 */
export async function guardCartCompletion(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const plugin = pluginContext(req.scope)
  const { leases } = plugin.store
  const cartId = req.params.id ?? ""
  const collectionId = await plugin.medusa.payments.collectionKnownToUs(cartId)
  if (!collectionId) return next()
  const lease = await takeForCompletion(req.scope, plugin, { cartId, collectionId })
  if (lease === undefined) return next(tryAgain())
  untilAnswered(res, () => void leases.free(lease).catch(() => undefined))
  next()
}

function tryAgain(): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "This cart's Inbank payment is being looked after. Please try again in a moment.",
  )
}
