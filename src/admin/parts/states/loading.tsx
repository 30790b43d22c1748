import { Skeleton } from "@medusajs/ui"
import { useTexts } from "../../texts/use-texts"

/** Grey bars where the rows will be. */
export function Loading({ rows = 3 }: { rows?: number }) {
  const { t } = useTexts()
  return (
    <div role="status" className="flex flex-col gap-4 px-6 py-4">
      <span className="sr-only">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden className="flex justify-between gap-4">
          <Skeleton className="h-5 w-2/5" />
          <Skeleton className="h-5 w-1/4" />
        </div>
      ))}
    </div>
  )
}
