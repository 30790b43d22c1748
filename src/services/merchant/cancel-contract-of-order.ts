import { isInbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { cancelContract as mayBeCancelled } from "../../domain/after-sale/after-sale"
import { standing } from "../../domain/session/lifecycle"
import type { OrderPayment } from "../../medusa/sql"
import { inbankState } from "../../modules/inbank/store"
import { INTERACTIVE } from "../session/poll-until"
import { refusalOfBooks } from "./cancel-before-order"
import { CancellationNotShown } from "../../core/inbank/cancel-contract"
import { cancelContract } from "../session/cancel-contract"
import { entryGone, type PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import { observe, type AskableRow, type SeenRow } from "../session/observe"
import { isTerminated } from "../refunds/at-inbank"
import type { ActOutcome } from "../../domain/after-sale/act-outcome"
import { RECORD_MS } from "../../domain/timeouts"

/**
 * A cancellation was requested and was not done, or its outcome is not known. The message tells the merchant what to
 * do.
 */
export class ContractNotCancelled extends Error {
  override readonly name = "ContractNotCancelled"

  constructor(
    message: string,
    readonly code: Extract<ActOutcome, "contract_not_cancelled" | "cancellation_not_known">,
  ) {
    super(message)
  }
}

/**
 * Cancels a granted contract and keeps its order, to be paid otherwise. The row is enqueued: reconciling cancels the
 * order's payment in Medusa and shows the problem `do_not_ship`. The audit log records who asked.
 * @throws {ContractNotCancelled} when it is not granted, Inbank does not cancel it, or does not tell.
 */
export async function cancelContractOfOrder(
  plugin: PluginContext,
  orderId: string,
  paymentId: string,
  askedBy: string,
): Promise<void> {
  const { leases } = plugin.store
  const payment = await paymentNow(plugin, orderId, paymentId)
  const lease = await leases.takeWithin(payment.payment_collection_id, RECORD_MS)
  if (lease === undefined) throw not("Somebody is at this order's Inbank payment. Try again in a minute.")
  try {
    // What was read before we held the lease may be old now.
    await cancelAtInbank(plugin, orderId, await paymentNow(plugin, orderId, paymentId), askedBy)
  } finally {
    await leases.free(lease)
  }
}

async function paymentNow(
  { medusa }: PluginContext,
  orderId: string,
  paymentId: string,
): Promise<OrderPayment> {
  const payments = await medusa.orders.inbankPayments(orderId)
  const payment = payments.find(({ payment_id }) => payment_id === paymentId)
  if (!payment) throw not("Its payment is gone from the order.")
  return payment
}

async function cancelAtInbank(
  plugin: PluginContext,
  orderId: string,
  payment: OrderPayment,
  askedBy: string,
): Promise<void> {
  const { books, orders } = plugin.medusa
  const { notifications, sessions, auditLog } = plugin.store
  const row = await sessions.get(payment.session_id)
  const account = plugin.accountOf(row)
  if (!account || !hasSession(row)) throw not(`${entryGone(row)} Or cancel it in the Partner Portal.`)
  const refusal = refusalOfBooks(await books.of(payment.payment_id, row.cart_id))
  if (refusal) throw not(refusal)
  const seen = await observe(plugin, account, row, "admin", INTERACTIVE).catch((error: unknown) => {
    throw isInbankError(error) ? not(error.merchantMessage) : error
  })
  const possibility = mayBeCancelled({
    payment: payment.canceled ? "canceled" : payment.captured ? "captured" : "authorized",
    orderCanceled: await orders.isCanceled(orderId),
    standing: standing(inbankState(seen, account)),
    terminated: isTerminated(seen),
    productType: account.productType,
  })
  if (!possibility.possible) throw not(possibility.why)
  if (!seen.contract_uuid)
    throw not(`Inbank has not named it yet. Cancel it in the Partner Portal (${account.partnerPortalUrl}).`)
  // If this process dies in between, reconciling shows what is true, and the audit log shows who asked for it.
  await notifications.enqueue(row.id, false)
  const entry = { sessionId: row.id, source: "admin", detail: `by ${askedBy}` }
  await auditLog.append({ ...entry, action: "cancel_contract_asked" })
  await cancelAndLook(plugin, account, seen)
  await auditLog.append({ ...entry, action: "cancel_contract" })
}

async function cancelAndLook(plugin: PluginContext, account: Account, row: AskableRow): Promise<void> {
  const after: SeenRow = await cancelContract({ plugin, account, row, source: "admin" }).catch(
    (error: unknown) => {
      if (error instanceof CancellationNotShown)
        throw new ContractNotCancelled(error.message, "cancellation_not_known")
      if (!isInbankError(error)) throw error
      // The GET after the request failed: whether Inbank received the request is not known.
      if (error.request.method === "GET")
        throw new ContractNotCancelled(
          "It is not known whether Inbank cancelled the contract. It is checked again by itself; open this order again before you ship or approve.",
          "cancellation_not_known",
        )
      throw not(error.merchantMessage)
    },
  )
  if (standing(inbankState(after, account)) !== "refused")
    throw not("Inbank went on with it meanwhile: look at the order again.")
}

function not(sentence: string): ContractNotCancelled {
  return new ContractNotCancelled(`The contract was not cancelled. ${sentence}`, "contract_not_cancelled")
}
