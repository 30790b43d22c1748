import { StatusBadge, Text } from "@medusajs/ui"
import { useSweep } from "../api/overview"
import { Failed } from "../parts/states/failed"
import { useTexts } from "../texts/use-texts"

/** Above this the server's log warns too. */
const LATE_S = 300

/** Shows whether missed events are checked in time. */
export function SweepLine() {
  const { t, duration } = useTexts()
  const { data, isError, error, refetch } = useSweep()
  if (isError) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return null
  const isLate = data.lag_seconds > LATE_S
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-1">
      <StatusBadge color={isLate ? "red" : "green"}>
        {isLate ? t("page.sweep_late", { time: duration(data.lag_seconds * 1000) }) : t("page.sweep_fine")}
      </StatusBadge>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {t("page.sweep_counts", { due: data.due, watched: data.watched })}
      </Text>
    </div>
  )
}
