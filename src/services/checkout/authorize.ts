import { MedusaError } from "@medusajs/framework/utils"
import { isInbankError } from "../../client"
import { standing } from "../../domain/session/lifecycle"
import { abandoned } from "../../domain/session/close-reason"
import { sameAmount, sameCurrency } from "../../domain/money"
import { inbankState, type RowOfNow, type SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { hasSession, isFresh } from "../../domain/session/freshness"
import { observe } from "../session/observe"
import { rowOfPaymentSession, type PaymentRow } from "../session/payment-row"

/**
 * Whether the payment session's contract is granted or financed; returns its row, or throws what the shopper reads.
 * Only reads: reconciling or the capture does at Inbank what an order needs.
 * @throws {MedusaError} PAYMENT_REQUIRES_MORE_ERROR while Inbank has not decided, PAYMENT_AUTHORIZATION_ERROR when it
 * refused or when the amounts differ. Both leave cart and payment session as they were.
 */
export async function authorize(
  plugin: PluginContext,
  paymentSessionId: string | undefined,
): Promise<SessionRow> {
  const found = await rowOfPaymentSession(plugin, paymentSessionId)
  if (!found || !paymentSessionId) {
    throw requiresMore("The Inbank payment was not started for this amount. Please choose Inbank again.")
  }
  const row = await readAgain(plugin, found)
  const { account } = found
  if (abandoned(row.closed_reason))
    throw refused("The cart has changed since Inbank agreed to it. Please choose Inbank again.")
  switch (standing(inbankState(row, account))) {
    case "undecided":
    case "activating":
      throw requiresMore("Inbank has not decided yet. The order is placed as soon as it has.")
    case "refused":
      throw refused("Inbank did not finance this purchase. Please choose another payment method.")
    case "granted":
      if (account.approval === "none")
        throw requiresMore("Inbank is completing the contract. Please wait a moment.")
      break
    case "financed":
      break
  }
  await refuseOtherAmount(plugin, paymentSessionId, found, row)
  // A process that was stopped during a completion may continue after another process has taken the cart over.
  if (!(await plugin.store.paymentRows.bind(row.id, paymentSessionId)))
    throw requiresMore("This payment is being looked after. Please wait a moment.")
  return row
}

async function readAgain(plugin: PluginContext, { row, account }: PaymentRow<RowOfNow>): Promise<SessionRow> {
  if (!hasSession(row)) throw requiresMore("The Inbank payment was not started. Please choose Inbank again.")
  const now = row.read_at
  if (isFresh(row, account, now)) return row
  try {
    return await observe(plugin, account, row, "checkout", { interactive: true }, now)
  } catch (error) {
    if (!isInbankError(error)) throw error
    plugin.logger.warn(`Inbank: session ${row.id} could not be read at checkout: ${error.message}`)
    throw requiresMore("Inbank cannot be reached at the moment. The order is placed as soon as it can.")
  }
}

/**
 * Compares the order's own total, not only the payment session's: the public route POST /store/carts/:id/taxes changes
 * a cart without its payment, and Medusa compares nothing.
 */
async function refuseOtherAmount(
  plugin: PluginContext,
  paymentSessionId: string,
  { account }: PaymentRow,
  row: SessionRow,
): Promise<void> {
  const order = await plugin.medusa.payments.orderTotal(paymentSessionId)
  const orderAgrees =
    !order || (sameAmount(order.total, row.amount) && sameCurrency(order.currency_code, row.currency))
  if (orderAgrees && inbankState(row, account).amountAgrees) return
  throw refused("The cart has changed since Inbank agreed to it. Please choose Inbank again.")
}

function requiresMore(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR, sentence)
}

function refused(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR, sentence)
}
