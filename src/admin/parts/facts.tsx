import type { ReactNode } from "react"

export interface Fact {
  label: string
  value: ReactNode
  hint?: string
}

/** Labels and values, as in Medusa's detail cards. A fact without a value is left out. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="divide-y">
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== false && value !== "")
        .map(({ label, value, hint }) => (
          <div key={label} className="text-ui-fg-subtle grid grid-cols-2 gap-x-4 px-6 py-3">
            <dt className="min-w-0">
              <span className="txt-small-plus block break-words">{label}</span>
              {hint && <span className="txt-xsmall block">{hint}</span>}
            </dt>
            <dd className="txt-small min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
