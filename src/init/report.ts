import type { Country } from "../client/countries"
import type { InitCommand } from "./command"
import { modules, PLUGINS } from "./entries"

/** What is done to a file. */
export interface Change {
  /** Its name in the store's folder. */
  file: string
  /** Its lines that come, with `+`, and go, with `-`. */
  lines: readonly string[]
}

/** The changes as a terminal shows them, and what to do next. */
export function changed(changes: readonly Change[], { country, dryRun }: InitCommand): string {
  const files = changes.map(({ file, lines }) => [file, ...lines.map((line) => `  ${line}`)].join("\n"))
  return [...files, dryRun ? "Nothing was written (--dry-run)." : nextSteps(country)].join("\n\n")
}

function nextSteps(country: Country): string {
  return `Next:
  1. Fill in the variables in .env. To try without Inbank: npx medusa-payment-inbank-sandbox shows what to fill in.
  2. npx medusa db:migrate
  3. Start Medusa, and in its admin choose Inbank (${country.toUpperCase()}) in Settings, Regions, your region, Edit, Payment providers.
  4. npx medusa-payment-inbank doctor says what is still missing.`
}

export function unchanged(config: string): string {
  return `Nothing to do: ${config} has both entries, and .env their variables.
npx medusa-payment-inbank doctor says what else is missing. Another country is another entry: docs/configuration.md.`
}

/** What people add themselves, and why they have to. */
export function byHand(why: string, country: Country): string {
  return `${why}

Nothing was changed. Add by hand what is missing of these two:

${PLUGINS},

${modules(country)},

Their variables: .env.example in the folder of the package. All options: docs/configuration.md there.`
}
