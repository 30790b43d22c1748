import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { ActOutcome } from "../../domain/after-sale/act-outcome"
import { endLeftChange } from "../../services/refunds/open-order-change"
import { entryGone, pluginContext } from "../../services/context"
import { takeTurn, type PaymentAct } from "../../services/merchant/take-turn"
import { untilAnswered } from "./until-answered"

/**
 * Puts the buttons Capture and Refund under the lease of their payment, like Cancel and reconciling: in between,
 * Medusa's books have half-done work, and an act on such books would be wrong. A double click is one act: the second is
 * refused and does not wait, because it would do everything once more. A payment of another provider passes untouched.
 */
export function guardPaymentAct(act: PaymentAct) {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const plugin = pluginContext(req.scope)
    const payment = await plugin.medusa.payments.ourPayment(req.params.id ?? "")
    if (!payment) return next()
    // Medusa itself would only say that an unknown error occurred.
    if (!plugin.accountOf(payment)) return next(notDone(act, entryGone(payment)))
    const collectionId = payment.payment_collection_id
    const free = await takeTurn(plugin, collectionId, act)
    if (!free) return next(busy(act))
    untilAnswered(res, free)
    if (act === "refund") await endLeftChange(req.scope, plugin.medusa, collectionId)
    next()
  }
}

const OUTCOMES = { capture: "not_captured", refund: "not_refunded" } as const satisfies Record<
  PaymentAct,
  ActOutcome
>

function notDone(act: PaymentAct, sentence: string): MedusaError {
  return notAllowed(act, `Nothing was ${act === "refund" ? "refunded" : "captured"}. ${sentence}`)
}

function busy(act: PaymentAct): MedusaError {
  return notAllowed(
    act,
    act === "refund"
      ? "Nothing was refunded: another refund of this payment is in progress. Try again in a minute."
      : "Somebody is at this order's Inbank payment. Try again in a minute.",
  )
}

function notAllowed(act: PaymentAct, sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, sentence, OUTCOMES[act])
}
