import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { Approval } from "../../../../domain/account/approval"
import { toDecimal, toMinorUnits } from "../../../../domain/money"
import type { WaitingApproval } from "../../../../medusa/sql"
import { pluginContext } from "../../../../services/context"

export interface ApprovalView extends WaitingApproval {
  /** When it is approved, unless somebody approves it earlier; `none` is not listed. */
  approval: Approval
}

/** Granted contracts that wait for this merchant, the most urgent first. Approving one is Medusa's capture of `payment_id`. */
export async function GET(
  req: MedusaRequest,
  res: MedusaResponse<{ approvals: ApprovalView[] }>,
): Promise<void> {
  const { accounts, medusa } = pluginContext(req.scope)
  const waiting = await medusa.search.waitingForApproval()
  const approvals = waiting.flatMap((each) => {
    const approval = accounts.get(each.account_id)?.approval ?? "none"
    const amount = toDecimal(toMinorUnits(each.amount))
    return approval === "none" ? [] : [{ ...each, amount, approval }]
  })
  res.json({ approvals })
}
