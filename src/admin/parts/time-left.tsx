import { clx } from "@medusajs/ui"
import { useNow } from "../texts/use-now"
import { useTexts } from "../texts/use-texts"

const HURRY_MS = 6 * 3_600_000

/**
 * How long Inbank's session still lasts; highlighted when little time is left. How long Inbank waits for an approval is
 * not known, so it is not shown.
 */
export function TimeLeft({ until }: { until: string | null }) {
  const { t, duration, date } = useTexts()
  const now = useNow(60_000)
  if (until === null) return null
  const left = new Date(until).getTime() - now.getTime()
  return (
    <time
      dateTime={until}
      title={date(until)}
      className={clx("txt-compact-small", left < HURRY_MS ? "text-ui-tag-red-text" : "text-ui-fg-subtle")}
    >
      {left > 0 ? t("approvals.left", { time: duration(left) }) : t("approvals.over")}
    </time>
  )
}
