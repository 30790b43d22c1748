import { finding, type Finding } from "../findings"
import type { AtSize, Scale } from "./measured"
import { sum } from "./storage"

/** The targets of scale, and whether they were met. */
export function findingsOf({ sizes, drain }: Scale): Finding[] {
  const [small, large] = [sizes.at(0), sizes.at(-1)]
  if (!small || !large) throw new Error("nothing was measured")
  return [
    claim("claim-at-10k", "claim of 100 due sessions out of 10,000, median", small),
    claim("claim-at-1m", "claim of 100 due sessions out of 1,000,000 (10,000 due), median", large),
    finding({
      id: "drain-memory",
      title:
        "memory that the sweep takes more to look at 10,000 due sessions (nobody came back) of 1,000,000",
      figure: drain.resident.peak - drain.resident.before,
      unit: "MB",
      bound: "at most",
      limit: 20,
      cause: "the process's resident memory at its highest; what is in use afterwards is told beside it",
    }),
    finding({
      id: "storage-per-100k",
      title: "storage of 100,000 sessions, indexes included",
      figure: sum(large.table) / (large.sessions / 100_000),
      unit: "MB",
      bound: "at most",
      limit: 40,
      cause: storageCause(large),
    }),
  ]
}

function claim(id: string, title: string, { claim: times }: AtSize): Finding {
  const cause =
    "a hundred leases are written and the commit waits for the disk. The sweep claims 20 at a time, not 100"
  return finding({ id, title, figure: times.median, unit: "ms", bound: "at most", limit: 5, cause })
}

function storageCause({ table, sessions }: AtSize): string {
  const per = (kind: "table" | "index") =>
    Math.round(sum(table.filter((each) => each.kind === kind)) / (sessions / 100_000))
  const indexes = table.filter(({ kind }) => kind === "index").length
  return (
    `the limit was drawn from a prototype of ten columns and three indexes. A session is found by each of its ids, Inbank's ` +
    `and Medusa's, so ${indexes} indexes take ${per("index")} MB; its row, most of it ids of 30 to 40 letters, ` +
    `takes ${per("table")} MB`
  )
}
