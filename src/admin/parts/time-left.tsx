import { clx } from "@medusajs/ui"
import { useTexts } from "../texts/use-texts"

const HURRY_MS = 6 * 3_600_000

/** How long a contract may still be approved; loud when it is little. */
export function TimeLeft({ until }: { until: string | null }) {
  const { t, duration, date } = useTexts()
  if (until === null) return null
  const left = new Date(until).getTime() - Date.now()
  return (
    <time
      dateTime={until}
      title={date(until)}
      className={clx(
        "txt-compact-small text-nowrap",
        left < HURRY_MS ? "text-ui-tag-red-text" : "text-ui-fg-subtle",
      )}
    >
      {left > 0 ? t("approvals.left", { time: duration(left) }) : t("approvals.over")}
    </time>
  )
}
