import type { ActOutcome } from "./answers"
import { RequestRefused } from "./http"

/** Why something asked for was not done, for the merchant; or that it is begun, and ended by itself. */
export interface Refusal {
  sentence: string
  isUnderWay: boolean
}

/** Medusa has no answer between "done" and "refused": what is under way is refused too, and told by its code. */
const UNDER_WAY: readonly ActOutcome[] = ["activating", "not_refunded_yet"]

export function isUnderWay(error: unknown): boolean {
  return error instanceof RequestRefused && UNDER_WAY.some((code) => code === error.code)
}
