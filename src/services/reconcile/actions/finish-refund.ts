import { PROBLEMS } from "../../../domain/problems"
import type { ActionContext } from "./context"
import { openProblem } from "../../problems/report"
import { carryOutRefund } from "../../refunds/carry-out"
import { inThePortal } from "../../refunds/at-inbank"
import { RefundNotDone } from "../../refunds/refund-not-done"

/**
 * Resumes a refund that was begun and left: the process that began it died, or Inbank had not answered.
 * @throws {RefundNotDone} while it is still open.
 */
export async function finishRefund({ plugin, account, row }: ActionContext): Promise<void> {
  const begun = await plugin.store.refunds.inProgress(row.id)
  const refund = begun && (await plugin.store.refunds.claim(begun.id))
  if (!refund) return
  await carryOutRefund({ plugin, account, row, refund }).catch(async (error: unknown) => {
    if (!(error instanceof RefundNotDone) || error.outcome !== "refused") throw error
    // The person who pressed the button was informed that the refund is in progress.
    await openProblem(plugin, {
      kind: "refund_refused",
      subject: row.id,
      remedy: PROBLEMS.refund_refused.remedy({
        refund: `${refund.amount} ${refund.currency}`,
        place: inThePortal({ plugin, account, row }),
      }),
      detail: error.message,
    })
  })
}
