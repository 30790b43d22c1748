import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { ActOutcome } from "../../domain/after-sale/act-outcome"
import { cancelBeforeOrder } from "../../services/merchant/cancel-before-order"
import { pluginContext, type PluginContext } from "../../services/context"
import { endLeftChange, openChangeOf } from "../../services/refunds/open-order-change"
import { untilAnswered } from "./until-answered"
import { BUTTON_MS } from "../../domain/timeouts"

/**
 * Cancels at Inbank first, and lets Medusa cancel the order only when that is done; otherwise nothing changes on either
 * side and the merchant reads why. The lease is held until Medusa has answered: reconciling must not meet an order that
 * is not yet cancelled while its contract is gone. An order without a payment of ours passes untouched.
 */
export async function guardOrderCancel(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const plugin = pluginContext(req.scope)
  const { orders } = plugin.medusa
  const orderId = req.params.id ?? ""
  const ours = await orders.inbankPayments(orderId)
  if (ours.length === 0 || !(await orders.isCancelable(orderId))) return next()

  for (const collectionId of new Set(ours.map((payment) => payment.payment_collection_id))) {
    if (!(await holdLease(plugin, collectionId, res)))
      return next(notCancelled("Somebody is at this order's Inbank payment. Try again in a minute."))
    await endLeftChange(req.scope, plugin.medusa, collectionId)
  }
  const change = await openChangeOf(plugin.medusa, orderId)
  if (change) return next(notCancelled(change))

  for (const payment of ours) {
    const refusal = await cancelBeforeOrder(plugin, orderId, payment)
    if (refusal) return next(notCancelled(refusal))
  }
  next()
}

async function holdLease(
  { store }: PluginContext,
  collectionId: string,
  res: MedusaResponse,
): Promise<boolean> {
  const lease = await store.leases.takeWithin(collectionId, BUTTON_MS)
  if (lease === undefined) return false
  untilAnswered(res, () => void store.leases.free(lease).catch(() => undefined))
  return true
}

const OUTCOME: ActOutcome = "order_not_cancelled"

function notCancelled(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, `The order was not cancelled. ${sentence}`, OUTCOME)
}
