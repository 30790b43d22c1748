import { StatusBadge } from "@medusajs/ui"
import { OrderLink } from "../parts/links"
import { useTexts } from "../texts/use-texts"
import type { Outcome } from "./use-approve-many"

/** How each approval went. What is approved no longer waits, so it is told here. */
export function ApprovalResults({ outcomes }: { outcomes: Outcome[] }) {
  const { t, money } = useTexts()
  if (outcomes.length === 0) return null
  return (
    <ul aria-live="polite" className="bg-ui-bg-subtle flex flex-col gap-2 px-6 py-4">
      {outcomes.map(({ approval, refusal }) => (
        <li
          key={approval.payment_id}
          data-outcome={refusal ? "refused" : "approved"}
          className="flex flex-wrap items-center gap-x-4 gap-y-1"
        >
          <OrderLink orderId={approval.order_id} displayId={approval.display_id} />
          <span className="txt-compact-small text-ui-fg-subtle">
            {money(approval.amount, approval.currency)}
          </span>
          <StatusBadge color={refusal ? "red" : "green"} className="h-auto whitespace-normal">
            {refusal ?? t("approvals.approved")}
          </StatusBadge>
        </li>
      ))}
    </ul>
  )
}
