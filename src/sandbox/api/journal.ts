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
  /** What the client was sent. Absent while nothing was sent: the request hangs, or its connection was reset. */
  readonly status?: number
  readonly requestBody?: unknown
  /** What the client was sent: JSON as a value; text of a fault, or half of a body, as text. */
  readonly responseBody?: unknown
  /** Set when the request breaks one of Inbank's rules that its answer alone does not show. */
  readonly note?: string
  /** The planned fault that hit it. */
  readonly fault?: FaultKind["type"]
  /** Set with `fault`: whether the bank has carried it out (or refused it by its own rules). */
  readonly acted?: boolean
}

/** What becomes known about a request only after it came. */
export type JournalOutcome = Partial<Pick<JournalEntry, "status" | "responseBody" | "note" | "acted">>

/** The requests to the API, in the order in which they came. */
export class Journal {
  private recorded: JournalEntry[] = []

  /** Records a request; the returned function adds what happens to it later. */
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

  /** How often each route was requested, whatever the answer. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { route } of this.recorded) counts[route] = (counts[route] ?? 0) + 1
    return counts
  }

  reset(): void {
    this.recorded = []
  }
}
