import { StatusBadge, Text } from "@medusajs/ui"
import type { OrderView, RefundView } from "../api/answers"
import { useTexts } from "../texts/use-texts"
import { OutcomeButton } from "./outcome-button"

const COLORS = { in_progress: "orange", done: "green", failed: "red" } as const

/** What was given back at Inbank, and what was begun. */
export function RefundLedger({ order }: { order: OrderView }) {
  const { t } = useTexts()
  return (
    <div className="px-6 py-4">
      <Text size="small" weight="plus" leading="compact">
        {t("refunds.title")}
      </Text>
      <ul className="mt-2 flex flex-col divide-y">
        {order.refunds.map((refund) => (
          <Refund key={refund.id} refund={refund} order={order} />
        ))}
      </ul>
    </div>
  )
}

function Refund({ refund, order }: { refund: RefundView; order: OrderView }) {
  const { t, money, date } = useTexts()
  const notes = [
    t(`refunds.${refund.method}`),
    date(refund.created_at),
    refund.reference,
    refund.draft_version && t("refunds.draft", { version: refund.draft_version }),
  ]
  return (
    <li
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3"
      data-refund={refund.status}
    >
      <div className="min-w-0 flex-1 basis-56">
        <Text size="small" leading="compact">
          {money(refund.amount, order.currency)}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle break-words">
          {notes.filter(Boolean).join(" · ")}
        </Text>
        {refund.last_error && (
          <Text size="xsmall" className="text-ui-fg-subtle break-words">
            {refund.last_error}
          </Text>
        )}
      </div>
      <StatusBadge color={COLORS[refund.status]}>{t(`refunds.${refund.status}`)}</StatusBadge>
      {refund.status === "in_progress" && <OutcomeButton refund={refund} order={order} />}
    </li>
  )
}
