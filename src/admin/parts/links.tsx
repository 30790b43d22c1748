import { ArrowUpRightOnBox } from "@medusajs/icons"
import { clx } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import { useTexts } from "../texts/use-texts"

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

export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={LOOKS}>
      {children}
    </Link>
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
