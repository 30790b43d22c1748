import type { ReactNode } from "react"
import { useTexts } from "../texts/use-texts"

/** Everything of ours on a page: names its language, which may differ from the page's. */
export function Ours({ children }: { children: ReactNode }) {
  const { language } = useTexts()
  return (
    <div lang={language} data-inbank className="flex w-full flex-col gap-y-3">
      {children}
    </div>
  )
}
