import type { MedusaContainer } from "@medusajs/framework/types"
import { contractStatus } from "../../domain/session/lifecycle"
import type { HeldRefund, RefundRow } from "../../modules/inbank/store"
import { entryGone, pluginContext, type PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import { reconcile } from "../reconcile/reconcile"
import { askFirst } from "../refunds/at-inbank"
import { notRecorded } from "../refunds/refund-not-done"
import { RECORD_MS } from "../../domain/timeouts"

/** What a merchant saw in the Partner Portal of a refund that was begun here and whose end was never known. */
export interface SeenOutcome {
  made: boolean
  recordedBy: string
  reference: string
}

/**
 * Ends a refund whose outcome Inbank does not tell. If it was made, it is booked in Medusa; if not, it may be begun
 * again. The merchant's word is kept in the ledger and in the audit log.
 * @returns false when there is no such refund.
 * @throws {RefundNotDone} when it has ended, another process works on it, or Inbank plainly says otherwise.
 */
export async function recordOutcome(
  container: MedusaContainer,
  refundId: string,
  outcome: SeenOutcome,
): Promise<boolean> {
  const plugin = pluginContext(container)
  const { notifications, refunds } = plugin.store
  const begun = await refunds.find(refundId)
  if (!begun) return false
  if (await refunds.hasReference(begun.session_id, outcome.reference))
    throw notRecorded(`A refund with the reference "${outcome.reference}" is recorded already.`)
  const refund = await refunds.claim(refundId)
  if (!refund) throw hasEndedOrIsTaken()
  try {
    await refuseWhatInbankDenies(plugin, refund, outcome)
  } catch (error) {
    await refunds.letGo(refund, refund.last_error ?? "")
    throw error
  }
  await end(plugin, refund, outcome)
  await notifications.enqueue(refund.session_id, false)
  await reconcile(container, refund.session_id, "admin", RECORD_MS)
  return true
}

/** A whole contract that is active was not withdrawn, even if a merchant says so. */
async function refuseWhatInbankDenies(
  plugin: PluginContext,
  refund: RefundRow,
  { made }: SeenOutcome,
): Promise<void> {
  if (!made || refund.method !== "withdrawal") return
  const row = await plugin.store.sessions.get(refund.session_id)
  if (!hasSession(row)) return
  const account = plugin.accountOf(row)
  if (!account) throw notRecorded(entryGone(row))
  const seen = await askFirst({ plugin, account, row }, notRecorded)
  if (contractStatus(seen.contract_status) === "activated")
    throw notRecorded("At Inbank the contract is active: it was not withdrawn.")
}

async function end(
  plugin: PluginContext,
  refund: HeldRefund,
  { made, ...statement }: SeenOutcome,
): Promise<void> {
  const { refunds } = plugin.store
  const isWritten = await (made ? refunds.done(refund, statement) : refunds.failed(refund, { statement }))
  if (!isWritten) throw hasEndedOrIsTaken()
  await plugin.store.auditLog.append({
    sessionId: refund.session_id,
    source: "admin",
    action: made ? "record_refund_made" : "record_refund_not_made",
    after: refund.amount,
    detail: `${statement.reference} (by ${statement.recordedBy})`,
  })
}

function hasEndedOrIsTaken(): Error {
  return notRecorded("This refund has ended, or somebody is at it: try again in a minute.")
}
