import { PaymentSessionStatus } from "@medusajs/medusa"
import { isInbankError } from "../client"
import { standing } from "../domain/session/lifecycle"
import { toMinorUnits } from "../domain/money"
import { inbankState } from "../domain/session/reading"
import { abandoned } from "../domain/session/close-reason"
import type { InbankSession } from "../models/inbank-session"
import type { PluginContext } from "../reconcile/context"
import { upToDate } from "../reconcile/observe"
import { rowOfData, type Data } from "../reconcile/row-of-data"

/**
 * What Medusa may do with the payment now. Only reads: reconciling or the capture does at Inbank what an order needs.
 */
export async function authorize(
  plugin: PluginContext,
  data: Data,
  cartId: unknown,
): Promise<PaymentSessionStatus> {
  const row = await rowOfData(plugin, data)
  if (row?.cart_id !== cartId || !row) return PaymentSessionStatus.REQUIRES_MORE
  const selected = await plugin.medusa.selectedSession(row.cart_id)
  if (selected && selected.amount !== toMinorUnits(row.amount)) return PaymentSessionStatus.REQUIRES_MORE
  const seen = await upToDate(plugin, row).catch((error: unknown) => {
    if (!isInbankError(error)) throw error
    plugin.logger.warn(`Inbank: session ${row.id} could not be read at checkout: ${error.message}`)
    return undefined
  })
  if (!seen) return PaymentSessionStatus.PENDING
  const state = inbankState(seen, plugin.account)
  if (abandoned(seen.closed_reason) || !state.amountAgrees) return PaymentSessionStatus.ERROR
  return statusOf(plugin, seen)
}

/** Medusa 1 has no captured status for a session: only a capture says it. */
export function statusOf({ account }: PluginContext, row: InbankSession): PaymentSessionStatus {
  switch (standing(inbankState(row, account))) {
    case "undecided":
    case "activating":
      return PaymentSessionStatus.PENDING
    case "granted":
      return account.approval === "none" ? PaymentSessionStatus.PENDING : PaymentSessionStatus.AUTHORIZED
    case "financed":
      return PaymentSessionStatus.AUTHORIZED
    case "refused":
      return row.session_status === "declined" ? PaymentSessionStatus.ERROR : PaymentSessionStatus.CANCELED
  }
}
