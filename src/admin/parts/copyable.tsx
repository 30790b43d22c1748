import { Copy } from "@medusajs/ui"
import { useTexts } from "../texts/use-texts"

/** A long word of Inbank's or ours, to be copied. */
export function Copyable({ what, children }: { what: string; children: string }) {
  const { t } = useTexts()
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <code className="txt-compact-small min-w-0 break-all font-mono">{children}</code>
      <Copy content={children} variant="mini" aria-label={t("common.copy", { what })} />
    </span>
  )
}
