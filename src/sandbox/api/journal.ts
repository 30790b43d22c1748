/** One request that reached the API, as the sandbox saw and answered it. Keys are never recorded. */
export interface JournalEntry {
  /** ISO 8601, when it was answered. */
  readonly at: string
  readonly method: string
  /** As requested, with the query. */
  readonly path: string
  /** Without version, shop and ids: `POST /contracts/merchant-approval`. */
  readonly route: string
  readonly status: number
  readonly requestBody?: unknown
  readonly responseBody?: unknown
  /** Set when the request breaks one of Inbank's rules that its answer alone does not show. */
  readonly note?: string
}

/** What was asked of the API, in the order of the answers. */
export class Journal {
  private recorded: JournalEntry[] = []

  record(entry: JournalEntry): void {
    this.recorded.push(structuredClone(entry))
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
