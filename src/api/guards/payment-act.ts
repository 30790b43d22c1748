import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { endLeftChange } from "../../services/refunds/open-order-change"
import { entryGone, inbankFrom, type Inbank } from "../../services/context"
import { untilAnswered } from "./until-answered"

type Act = "capture" | "refund"

/** Another look is over by then. */
const WAIT_MS = 20_000

/**
 * Puts the buttons Capture and Refund under the lease of their payment, as Cancel and settle are: Medusa's books hold what
 * is half done in between, and whoever acts on them then acts on what is not so. A double click is one act: the second is
 * refused rather than made to wait, for it would do everything once more. A payment that is none of ours passes untouched.
 */
export function guardPaymentAct(act: Act) {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const inbank = inbankFrom(req.scope)
    const payment = await inbank.medusa.payments.ourPayment(req.params.id ?? "")
    if (!payment) return next()
    // Medusa would say no more than that an unknown error occurred.
    if (!inbank.accountOf(payment)) return next(notDone(act, entryGone(payment)))
    const collectionId = payment.payment_collection_id
    const free = await takeTurn(inbank, collectionId, act)
    if (!free) return next(busy(act))
    untilAnswered(res, free)
    if (act === "refund") await endLeftChange(req.scope, inbank.medusa, collectionId)
    next()
  }
}

/** First the turn of this act, at once or never; then the payment, for which a look is waited for. */
async function takeTurn(
  { store: { leases } }: Inbank,
  collectionId: string,
  act: Act,
): Promise<(() => void) | undefined> {
  const turn = `${collectionId}:${act}`
  const ourTurn = await leases.take(turn)
  if (ourTurn === undefined) return undefined
  const payment = await leases.takeWithin(collectionId, WAIT_MS).catch(async (error: unknown) => {
    await leases.free(ourTurn)
    throw error
  })
  const free = () => {
    if (payment !== undefined) void leases.free(payment).catch(() => undefined)
    void leases.free(ourTurn).catch(() => undefined)
  }
  if (payment !== undefined) return free
  free()
  return undefined
}

function notDone(act: Act, sentence: string): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Nothing was ${act === "refund" ? "refunded" : "captured"}. ${sentence}`,
  )
}

function busy(act: Act): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    act === "refund"
      ? "Nothing was refunded: another refund of this payment is in progress. Try again in a minute."
      : "Somebody is at this order's Inbank payment. Try again in a minute.",
  )
}
