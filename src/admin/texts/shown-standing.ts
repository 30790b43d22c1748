import type { Standing } from "../api/answers"

export interface Stands {
  /** Null when the account that made the purchase is gone. */
  standing: Standing | null
  contract_status: string | null
}

export type ShownStanding = Standing | "terminated" | "unknown"

/** A contract that has ended is not being activated, although neither is active. */
export function shownStanding({ standing, contract_status }: Stands): ShownStanding {
  if (standing === "activating" && contract_status === "terminated") return "terminated"
  return standing ?? "unknown"
}
