import { Text } from "@medusajs/ui"
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
        .filter(({ value }) => value !== null && value !== undefined && value !== "")
        .map(({ label, value, hint }) => (
          <div
            key={label}
            className="text-ui-fg-subtle grid grid-cols-1 gap-x-4 gap-y-1 px-6 py-3 sm:grid-cols-2"
          >
            <dt>
              <Text as="span" size="small" weight="plus" leading="compact">
                {label}
              </Text>
              {hint && (
                <Text as="span" size="xsmall" className="block">
                  {hint}
                </Text>
              )}
            </dt>
            <dd className="txt-small min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
