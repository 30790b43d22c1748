import type { Heard } from "./conversation"

export type Verdict = "confirmed" | "different" | "unknown"

/** What Inbank said about one thing, or why nothing was heard. */
export type Hearing = { said: string } | { silent: string }

/** One thing that docs/inbank-api.md marks INFERRED, or that hangs on something so marked. */
export interface Assumption {
  /** Of docs/inbank-api.md. */
  section: string
  field: string
  weAssume: string
  hear: (heard: Heard) => Hearing
  /** Is what Inbank said what we assume? */
  agrees: (said: string, heard: Heard) => boolean
}

export interface Finding {
  section: string
  field: string
  weAssume: string
  inbankSaid: string
  verdict: Verdict
}

/** Holds each assumption against what was heard. Silence confirms nothing. */
export function compare(assumptions: readonly Assumption[], heard: Heard): Finding[] {
  return assumptions.map(({ hear, agrees, ...assumption }) => {
    const hearing = hear(heard)
    if ("silent" in hearing) {
      return { ...assumption, inbankSaid: `(${hearing.silent})`, verdict: "unknown" }
    }
    const verdict = agrees(hearing.said, heard) ? "confirmed" : "different"
    return { ...assumption, inbankSaid: hearing.said, verdict }
  })
}
