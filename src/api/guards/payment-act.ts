import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { LeasedAct } from "../../modules/inbank/store"
import { inbankFrom, type Inbank } from "../../settle/inbank"
import { untilAnswered } from "./until-answered"

/** Another look is over by then. */
const WAIT_MS = 20_000

/**
 * Puts the buttons Capture and Refund under the lease of their payment, as Cancel and settle are: Medusa's books hold what
 * is half done in between, and whoever acts on them then acts on what is not so. A double click is one act. A payment
 * that is none of ours passes untouched.
 */
export function guardPaymentAct(act: LeasedAct) {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const inbank = inbankFrom(req.scope)
    const collectionId = await inbank.store.payments.collectionOfOurPayment(req.params.id ?? "")
    if (!collectionId) return next()
    const token = await takeLease(inbank, collectionId, act)
    if (token === undefined) return next(busy(act))
    untilAnswered(res, () => void inbank.store.leases.free(collectionId, token).catch(() => undefined))
    next()
  }
}

/** A second click of the same kind is not made to wait: it would then do everything once more. */
async function takeLease(
  { store }: Inbank,
  collectionId: string,
  act: LeasedAct,
): Promise<string | undefined> {
  const atOnce = await store.leases.take(collectionId, act)
  if (atOnce !== undefined || (await store.leases.actOf(collectionId)) === act) return atOnce
  return await store.leases.takeWithin(collectionId, WAIT_MS, act)
}

function busy(act: LeasedAct): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    act === "refund"
      ? "Nothing was refunded: another refund of this payment is in progress. Try again in a minute."
      : "Somebody is at this order's Inbank payment. Try again in a minute.",
  )
}
