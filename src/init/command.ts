import type { Country } from "../client/countries"

/** What the developer of a store asks for. */
export interface InitCommand {
  country: Country
  /** Show, and write nothing. */
  dryRun: boolean
}
