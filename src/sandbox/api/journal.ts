import type { FaultKind } from "../fault-request"

/** The routes that Inbank's API has here, as the journal names them. */
export const apiRoutes = [
  "POST /calculations",
  "GET /products",
  "POST /pos-sessions",
  "GET /pos-sessions",
  "GET /contracts",
  "POST /contracts/merchant-approval",
  "POST /contracts/cancel",
  "POST /contracts/merchant-withdrawal",
  "GET /contracts/change-options",
  "POST /contracts/versions",
  "GET /contracts/payment-schedules",
  "POST /contracts/versions/confirm",
] as const

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

/** `POST`, `/partner/v3/shops/a/contracts/b/cancel?x=1` -> `POST /contracts/cancel`. */
export function routeOf(method: string, path: string): string {
  const [pathname = ""] = path.split("?")
  const inShop = /^\/partner\/v\d+\/shops\/[^/]+(\/.*)?$/.exec(pathname)
  if (!inShop) return `${method} ${pathname}`
  // Names of resources and their ids take turns, so the ids are every second segment, well-formed or not.
  const names = (inShop[1] ?? "")
    .split("/")
    .slice(1)
    .filter((_segment, position) => position % 2 === 0)
  return `${method} /${names.join("/")}`
}
