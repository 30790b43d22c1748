import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"

/** There is nothing to show, and that is no error. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-8 text-center">
      <Text size="small" className="text-ui-fg-subtle">
        {children}
      </Text>
      {action}
    </div>
  )
}
