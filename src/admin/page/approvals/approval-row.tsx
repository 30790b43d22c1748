import { Checkbox, Text } from "@medusajs/ui"
import { useId } from "react"
import type { ApprovalView } from "../../api/answers"
import { OrderLink, SessionLink } from "../../parts/links"
import { TimeLeft } from "../../parts/time-left"
import { useTexts } from "../../texts/use-texts"

interface ApprovalRowProps {
  approval: ApprovalView
  isChosen: boolean
  choose: (isChosen: boolean) => void
}

export function ApprovalRow({ approval, isChosen, choose }: ApprovalRowProps) {
  const { t, money } = useTexts()
  const id = useId()
  const number = approval.display_id === null ? approval.order_id : `#${approval.display_id}`
  return (
    <li className="flex items-start gap-3 px-6 py-3">
      <Checkbox
        id={id}
        className="mt-0.5"
        aria-label={t("approvals.select", { what: t("common.order", { number }) })}
        checked={isChosen}
        onCheckedChange={(checked) => choose(checked === true)}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
          <OrderLink orderId={approval.order_id} displayId={approval.display_id} />
          <SessionLink sessionId={approval.session_id}>{approval.contract_number}</SessionLink>
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("accounts.approval")} {t(`accounts.approval_${approval.approval}`)}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-x-4">
          <TimeLeft until={approval.valid_until} />
          <Text size="small" weight="plus">
            {money(approval.amount, approval.currency)}
          </Text>
        </div>
      </div>
    </li>
  )
}
