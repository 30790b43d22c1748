import type { OrderPayment } from "../../medusa/sql"
import type { PluginContext } from "../context"
import { isTerminated } from "../refunds/at-inbank"
import { notRecorded } from "../refunds/refund-not-done"

/**
 * A terminated contract of a paid order was repaid by the customer before its time: nothing went back, and nobody needs
 * to look any more. Who said so stands in the audit log.
 * @throws {RefundNotDone} when its contract is not terminated.
 */
export async function recordRepaidEarly(
  { store }: PluginContext,
  payment: OrderPayment,
  recordedBy: string,
): Promise<void> {
  const row = await store.sessions.get(payment.session_id)
  if (!payment.captured || !isTerminated(row)) {
    throw notRecorded(`At Inbank the contract is ${row.contract_status ?? "unknown"}: it has not ended.`)
  }
  await store.sessions.close(row.id, "repaid_early")
  await store.auditLog.append({
    sessionId: row.id,
    source: "admin",
    action: "record_repaid_early",
    detail: `by ${recordedBy}`,
  })
}
