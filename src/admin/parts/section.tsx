import { Container, Heading } from "@medusajs/ui"
import type { ReactNode } from "react"

interface SectionProps {
  title: ReactNode
  /** Beside the title, e.g. a badge. */
  beside?: ReactNode
  actions?: ReactNode
  level?: "h1" | "h2"
  children?: ReactNode
}

/** A card like those on Medusa's own pages: a title, actions, rows below. */
export function Section({ title, beside, actions, level = "h2", children }: SectionProps) {
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
        <div className="flex flex-wrap items-center gap-2">
          <Heading level={level}>{title}</Heading>
          {beside}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </Container>
  )
}
