import type { MedusaContainer } from "@medusajs/framework/types"
import { inbankFrom } from "../inbank"
import { settle } from "../settle"
import { refused } from "./refund-not-done"

const WAIT_MS = 10_000

/** What a merchant saw in the Partner Portal of a refund that was begun here and never came to a known end. */
export interface SeenOutcome {
  made: boolean
  recordedBy: string
  reference: string
}

/**
 * Ends a refund whose outcome Inbank does not tell: made, and it is booked in Medusa; or not made, and it may be begun
 * anew. The merchant's word stands in the ledger and in the trail.
 * @throws {RefundNotDone} when it is not in progress, or somebody is at it.
 */
export async function recordOutcome(
  container: MedusaContainer,
  refundId: string,
  { made, recordedBy, reference }: SeenOutcome,
): Promise<void> {
  const { refunds, trail, queue } = inbankFrom(container).store
  const begun = await refunds.find(refundId)
  if (begun && (await refunds.hasReference(begun.session_id, reference)))
    throw refused(`A refund with the reference "${reference}" is recorded already.`)
  const refund = await refunds.claim(refundId)
  if (!refund) throw refused("This refund has ended, or somebody is at it: try again in two minutes.")
  await refunds.end(refund.id, made ? "done" : "failed", { recordedBy, reference })
  await trail.append({
    sessionId: refund.session_id,
    source: "admin",
    action: made ? "record_refund_made" : "record_refund_not_made",
    after: refund.amount,
    detail: `${reference} (by ${recordedBy})`,
  })
  await queue.ring(refund.session_id, false)
  await settle(container, refund.session_id, "admin", WAIT_MS)
}
