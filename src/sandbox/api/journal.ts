import type { FaultKind } from "../fault-request"

/** One request that reached the API, as the sandbox saw and answered it. Keys are never recorded. */
export interface JournalEntry {
  /** ISO 8601, when it came. */
  readonly at: string
  readonly method: string
  /** As requested, with the query. */
  readonly path: string
  /** Without version, shop and ids: `POST /contracts/merchant-approval`. */
  readonly route: string
  /** What the client was sent. Absent as long as it was sent nothing: it hangs, or its connection was reset. */
  readonly status?: number
  readonly requestBody?: unknown
  /** What the client was sent: JSON as a value; text of a fault, or half of a body, as text. */
  readonly responseBody?: unknown
  /** Set when the request breaks one of Inbank's rules that its answer alone does not show. */
  readonly note?: string
  /** The planned fault that befell it. */
  readonly fault?: FaultKind["type"]
  /** Set with `fault`: has the bank carried it out (or refused it by its own rules)? */
  readonly acted?: boolean
}

/** What becomes known of a request only after it came. */
export type JournalOutcome = Partial<Pick<JournalEntry, "status" | "responseBody" | "note" | "acted">>

/** What was asked of the API, in the order in which it came. */
export class Journal {
  private recorded: JournalEntry[] = []

  /** Takes a request down; the function that is given back adds what becomes of it. */
  record(entry: JournalEntry): (outcome: JournalOutcome) => void {
    const { recorded } = this
    let known = structuredClone(entry)
    const position = recorded.push(known) - 1
    return (outcome) => {
      known = { ...known, ...structuredClone(outcome) }
      recorded[position] = known
    }
  }

  entries(): JournalEntry[] {
    return structuredClone(this.recorded)
  }

  /** How often each route was asked, whatever the answer. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { route } of this.recorded) counts[route] = (counts[route] ?? 0) + 1
    return counts
  }

  reset(): void {
    this.recorded = []
  }
}
