import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { OrderPayment } from "../../medusa/sql"
import { cancelBeforeOrder } from "../../services/merchant/cancel-before-order"
import { inbankFrom, type Inbank } from "../../services/context"
import { endLeftChange, openChangeOf } from "../../services/refunds/open-order-change"
import { untilAnswered } from "./until-answered"

/** A callback's look is over by then. */
const WAIT_MS = 20_000

/**
 * Cancels at Inbank first, and lets Medusa cancel the order only when that is done; otherwise nothing changes on either
 * side and the merchant reads why. The lease is held until Medusa has answered: settle must not meet an order that
 * stands while its contract is gone. An order without a payment of ours passes untouched.
 */
export async function guardOrderCancel(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const { orders } = inbank.medusa
  const orderId = req.params.id ?? ""
  const ours = await orders.inbankPayments(orderId)
  if (ours.length === 0 || !(await orders.isCancelable(orderId))) return next()

  for (const collectionId of new Set(ours.map((payment) => payment.payment_collection_id))) {
    if (!(await holdLease(inbank, collectionId, res)))
      return next(notCancelled("Somebody is at this order's Inbank payment. Try again in a minute."))
    await endLeftChange(req.scope, inbank.medusa, collectionId)
  }
  const change = await openChangeOf(inbank.medusa, orderId)
  if (change) return next(notCancelled(change))

  for (const payment of ours) {
    const refusal = await cancelAtInbank(inbank, orderId, payment)
    if (refusal) return next(notCancelled(refusal))
  }
  next()
}

async function holdLease({ store }: Inbank, collectionId: string, res: MedusaResponse): Promise<boolean> {
  const lease = await store.leases.takeWithin(collectionId, WAIT_MS)
  if (lease === undefined) return false
  untilAnswered(res, () => void store.leases.free(lease).catch(() => undefined))
  return true
}

/** What is read before the lease was ours may be old by now. */
async function cancelAtInbank(
  inbank: Inbank,
  orderId: string,
  payment: OrderPayment,
): Promise<string | undefined> {
  const now = await inbank.medusa.orders.inbankPayments(orderId)
  const fresh = now.find(({ payment_id }) => payment_id === payment.payment_id)
  return fresh && (await cancelBeforeOrder(inbank, fresh))
}

function notCancelled(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, `The order was not cancelled. ${sentence}`)
}
