import { Button, clx, Text, Tooltip } from "@medusajs/ui"
import { useState } from "react"
import type { EventView } from "../api/answers"
import { useAgo } from "../texts/use-ago"
import { useTexts } from "../texts/use-texts"
import { Empty } from "./states/empty"
import { inbanksWords } from "./words-of-inbank"

const SHOWN_AT_FIRST = 5

/** What notified us, what Inbank said, what was done: the newest first. */
export function AuditLog({ events }: { events: EventView[] }) {
  const { t } = useTexts()
  const [showsAll, setShowsAll] = useState(false)
  if (events.length === 0) return <Empty>{t("auditLog.empty")}</Empty>
  const newestFirst = [...events].reverse()
  const shown = showsAll ? newestFirst : newestFirst.slice(0, SHOWN_AT_FIRST)
  return (
    <div className="px-6 py-4">
      <ol className="flex flex-col">
        {shown.map((event, index) => (
          <TrailEntry key={event.id} event={event} isLast={index === shown.length - 1} />
        ))}
      </ol>
      {events.length > SHOWN_AT_FIRST && (
        <Button
          size="small"
          variant="transparent"
          className="mt-3"
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? t("common.show_less") : t("common.show_all", { count: events.length })}
        </Button>
      )}
    </div>
  )
}

function TrailEntry({ event, isLast }: { event: EventView; isLast: boolean }) {
  const { date, word } = useTexts()
  const ago = useAgo()
  return (
    <li className="grid grid-cols-[20px_1fr] gap-x-2">
      <div aria-hidden className="flex flex-col items-center">
        <span className="flex size-5 items-center justify-center">
          <span className="bg-ui-bg-base shadow-borders-base flex size-2.5 items-center justify-center rounded-full">
            <span className={clx("size-1.5 rounded-full", dotColor(event))} />
          </span>
        </span>
        {!isLast && <span className="bg-ui-border-base w-px flex-1" />}
      </div>
      <div className={clx("min-w-0", !isLast && "pb-4")}>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Text size="small" leading="compact" weight="plus">
            {word("action", event.action, event.action.replaceAll("_", " "))}
          </Text>
          <Tooltip content={date(event.created_at)}>
            <time dateTime={event.created_at} className="txt-compact-xsmall text-ui-fg-subtle">
              {ago(event.created_at)}
            </time>
          </Tooltip>
        </div>
        <EventDetail event={event} />
      </div>
    </li>
  )
}

function EventDetail({ event }: { event: EventView }) {
  const texts = useTexts()
  const source = texts.word("source", event.source, event.source)
  const said = whatChanged(texts, event)
  return (
    <Text size="xsmall" className="text-ui-fg-subtle break-words">
      {[source, said, event.detail].filter(Boolean).join(" · ")}
    </Text>
  )
}

function whatChanged(
  texts: ReturnType<typeof useTexts>,
  { before, after, action }: EventView,
): string | null {
  if (after === null) return null
  // Other actions note ids there, which need no translation.
  if (action !== "observed" && action !== "rang") return after
  const now = inbanksWords(texts, after)
  return before === null ? now : texts.t("auditLog.to", { before: inbanksWords(texts, before), after: now })
}

function dotColor({ action }: EventView): string {
  switch (action) {
    case "rang":
      return "bg-ui-tag-neutral-icon"
    case "observed":
      return "bg-ui-tag-blue-icon"
    case "cancel_contract":
    case "cancel_payment":
    case "order_impossible":
    case "take_back_order":
      return "bg-ui-tag-orange-icon"
    default:
      return "bg-ui-tag-green-icon"
  }
}
