import { StatusBadge } from "@medusajs/ui"
import type { Refusal } from "../../api/refusal"
import { OrderLink } from "../../parts/links"
import { useTexts } from "../../texts/use-texts"
import type { Outcome } from "./use-approve-many"

const COLORS = { approved: "green", under_way: "blue", refused: "red" } as const

/** The result of each approval. An approved contract no longer waits, so its result is shown here. */
export function ApprovalResults({ outcomes }: { outcomes: Outcome[] }) {
  const { t, money } = useTexts()
  return (
    // Rendered from the start: a screen reader may not read a live list that appears with its first line.
    <ul
      aria-live="polite"
      className={outcomes.length === 0 ? "sr-only" : "bg-ui-bg-subtle flex flex-col gap-2 px-6 py-4"}
    >
      {outcomes.map(({ approval, refusal }) => (
        <li
          key={approval.payment_id}
          data-outcome={outcomeOf(refusal)}
          className="flex flex-wrap items-center gap-x-4 gap-y-1"
        >
          <OrderLink orderId={approval.order_id} displayId={approval.display_id} />
          <span className="txt-compact-small text-ui-fg-subtle">
            {money(approval.amount, approval.currency)}
          </span>
          <StatusBadge color={COLORS[outcomeOf(refusal)]} className="h-auto whitespace-normal">
            {refusal?.sentence ?? t("approvals.approved")}
          </StatusBadge>
        </li>
      ))}
    </ul>
  )
}

function outcomeOf(refusal: Refusal | undefined): keyof typeof COLORS {
  if (refusal === undefined) return "approved"
  return refusal.isUnderWay ? "under_way" : "refused"
}
