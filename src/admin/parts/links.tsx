import { ArrowUpRightOnBox } from "@medusajs/icons"
import { clx } from "@medusajs/ui"
import type { MouseEvent, ReactNode } from "react"
import { useTexts } from "../texts/use-texts"
import { goTo, hrefOf } from "./address"

const LOOKS = clx(
  // Medusa's blue for links is too pale on white for some readers.
  "txt-compact-small-plus text-ui-fg-base hover:text-ui-fg-subtle underline underline-offset-2",
  "focus-visible:shadow-borders-focus inline-flex items-center gap-1 rounded-[4px] outline-none",
)

export function PortalLink({ url }: { url: string | null }) {
  const { t } = useTexts()
  if (!url) return null
  return (
    <a href={url} target="_blank" rel="noreferrer" className={LOOKS}>
      {t("common.portal")}
      <span className="sr-only"> ({t("common.new_tab")})</span>
      <ArrowUpRightOnBox aria-hidden />
    </a>
  )
}

/** @param to a page of the admin. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const go = (click: MouseEvent) => {
    // A new tab or window is the browser's own affair.
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return
    click.preventDefault()
    goTo(to)
  }
  return (
    <a href={hrefOf(to)} onClick={go} className={LOOKS}>
      {children}
    </a>
  )
}

export function OrderLink({ orderId, displayId }: { orderId: string | null; displayId: number | null }) {
  const { t } = useTexts()
  if (!orderId) return null
  return (
    <PageLink to={`/orders/${orderId}`}>
      {t("common.order", { number: displayId === null ? "" : `#${displayId}` }).trim()}
    </PageLink>
  )
}

export function SessionLink({ sessionId, children }: { sessionId: string | null; children?: ReactNode }) {
  const { t } = useTexts()
  if (!sessionId) return null
  return <PageLink to={`/inbank/sessions/${sessionId}`}>{children ?? t("common.session")}</PageLink>
}
