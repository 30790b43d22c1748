import { errorText } from "../domain/error-text"

/** Something that keeps customers from paying, or will. */
export interface Finding {
  /** `error`: payments do not work, or orders wait. */
  severity: "error" | "warning"
  /** What it is about: a provider entry's id (`pp_inbank_ee`), or the store itself. */
  subject: string
  /** What is wrong and what to do, in English. */
  message: string
}

export const STORE = "store"

export function error(message: string, subject = STORE): Finding {
  return { severity: "error", subject, message }
}

export function warning(message: string, subject = STORE): Finding {
  return { severity: "warning", subject, message }
}

/** An error's own words, without its name and where it came from. */
export function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : errorText(failure)
}
