import { ArrowPath } from "@medusajs/icons"
import { IconButton, Tooltip } from "@medusajs/ui"
import { useAgo } from "../texts/use-ago"
import { useTexts } from "../texts/use-texts"

/** Asks Inbank again. @param checkedAt when Inbank was last asked. */
export function RefreshButton(props: { checkedAt: string | null; isBusy: boolean; refresh: () => void }) {
  const { t } = useTexts()
  const ago = useAgo()
  const when = props.checkedAt === null ? t("common.never") : ago(props.checkedAt)
  return (
    <Tooltip content={t("common.ago", { when })}>
      <IconButton
        size="small"
        variant="transparent"
        aria-label={t("common.refresh")}
        aria-busy={props.isBusy}
        onClick={props.refresh}
      >
        <ArrowPath aria-hidden className={props.isBusy ? "animate-spin" : undefined} />
      </IconButton>
    </Tooltip>
  )
}
