import type { ActOutcome } from "./answers"
import { RequestRefused } from "./http"

/** Why a requested act was not done, for the merchant; or that it has begun and is finished automatically. */
export interface Refusal {
  sentence: string
  isUnderWay: boolean
}

/** Medusa has no answer between "done" and "refused": an act in progress is refused too, and its code shows it. */
const UNDER_WAY: readonly ActOutcome[] = ["activating", "not_refunded_yet"]

export function isUnderWay(error: unknown): boolean {
  return error instanceof RequestRefused && UNDER_WAY.some((code) => code === error.code)
}
