import type { MedusaContainer } from "@medusajs/framework/types"
import { contractStatus } from "../../domain/session/lifecycle"
import { isWholeCents, toDecimal, toMinorUnits } from "../../domain/money"
import { restOf } from "../../domain/after-sale/refund"
import type { OrderPayment } from "../../medusa/sql"
import type { Statement } from "../../modules/inbank/store"
import { entryGone, pluginContext, type PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import type { AskableRow } from "../session/observe"
import { reconcile } from "../reconcile/reconcile"
import { askFirst, isTerminated } from "../refunds/at-inbank"
import { notRecorded } from "../refunds/refund-not-done"
import { RECORD_MS } from "../../domain/timeouts"

/**
 * Records that a merchant gave something back in the Partner Portal, and books it in Medusa. A whole refund shows at
 * Inbank and is verified. For a part, and for Pay next month, the merchant's word is recorded: who, when, and which
 * reference. The same reference is never booked twice.
 * @param amount major units; without it all that is left.
 * @throws {RefundNotDone} when it cannot be recorded.
 */
export async function recordPortalRefund(
  container: MedusaContainer,
  payment: OrderPayment,
  refund: { amount?: string; statement: Statement },
): Promise<void> {
  const plugin = pluginContext(container)
  const row = await plugin.store.sessions.get(payment.session_id)
  if (!payment.captured || !hasSession(row)) throw notRecorded("This payment is not captured.")
  const lease = await plugin.store.leases.takeWithin(row.payment_collection_id, RECORD_MS)
  if (lease === undefined) throw notRecorded("Somebody is at this payment. Try again in a minute.")
  try {
    await record(plugin, row, payment, refund)
  } finally {
    await plugin.store.leases.free(lease)
  }
  await plugin.store.notifications.enqueue(row.id, false)
  await reconcile(container, row.id, "admin", RECORD_MS)
}

async function record(
  plugin: PluginContext,
  row: AskableRow,
  payment: OrderPayment,
  { amount, statement }: { amount?: string; statement: Statement },
): Promise<void> {
  const books = await plugin.medusa.books.of(payment.payment_id, row.cart_id)
  const rest = restOf(books)
  const wanted = amount === undefined ? rest : toMinorUnits(amount)
  if (wanted <= 0 || wanted > rest || (amount !== undefined && !isWholeCents(amount)))
    throw notRecorded(
      `The amount must be in whole cents, above zero and at most ${toDecimal(rest)} ${row.currency}.`,
    )
  if (books.in_progress || (await plugin.store.refunds.inProgress(row.id)))
    throw notRecorded(
      "A refund of this payment is under way. Record its outcome first, or try again in a minute.",
    )
  await verifyWhole(plugin, row, { isWhole: wanted === toMinorUnits(books.captured_amount) })
  const recorded = await plugin.store.refunds.record(
    {
      sessionId: row.id,
      paymentId: payment.payment_id,
      contractUuid: row.contract_uuid,
      amount: toDecimal(wanted),
      currency: row.currency,
      method: "portal",
    },
    toDecimal(toMinorUnits(books.captured_amount)),
    statement,
  )
  if (!recorded)
    throw notRecorded(`A refund with the reference "${statement.reference}" is recorded already.`)
  await plugin.store.auditLog.append({
    sessionId: row.id,
    source: "admin",
    action: "record_portal_refund",
    after: toDecimal(wanted),
    detail: `${statement.reference} (by ${statement.recordedBy})`,
  })
}

/** The whole purchase at once can only be a withdrawal, and a withdrawal shows at Inbank; several parts do not. */
async function verifyWhole(
  plugin: PluginContext,
  row: AskableRow,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  const account = plugin.accountOf(row)
  if (!account) throw notRecorded(entryGone(row))
  if (!isWhole || account.productType === "pay_next_month") return
  const seen = await askFirst({ plugin, account, row }, notRecorded)
  // A word that this plugin does not know is no proof against the merchant's word.
  if (!isTerminated(seen) && contractStatus(seen.contract_status) !== "unknown") {
    throw notRecorded(
      `At Inbank the contract is ${seen.contract_status ?? "unknown"}: withdraw it in the Partner Portal first (${account.partnerPortalUrl}, reference ${row.id}).`,
    )
  }
}
