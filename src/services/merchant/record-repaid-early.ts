import type { OrderPayment } from "../../medusa/sql"
import type { PluginContext } from "../context"
import { isTerminated } from "../refunds/at-inbank"
import { notRecorded } from "../refunds/refund-not-done"

/**
 * The customer repaid the terminated contract of a paid order early: nothing was given back, and nobody needs to check
 * it any more. The audit log records who said so.
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
