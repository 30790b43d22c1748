import { told } from "../report"
import type { Machine } from "../findings"
import { table } from "../../test-kit/table"
import type { AtSize, Scale } from "./measured"
import type { Times } from "./stopwatch"
import { sum } from "./storage"

/** The measurements of one run on large tables for readers: Markdown for docs/performance.md. */
export function scaleReport(machine: Machine, { sizes, drain, retention, processes }: Scale): string {
  return [
    told(machine),
    "",
    table(
      ["median / p95 in ms", ...sizes.map(({ sessions }) => `of ${whole(sessions)} sessions`)],
      [["claim of 100 due sessions", ...sizes.map(({ claim }) => both(claim))], ...lookupRows(sizes)],
    ),
    "",
    table(
      ["on the disk, MB", ...sizes.map(({ sessions }) => `of ${whole(sessions)} sessions`)],
      [
        ["sessions", ...sizes.map(({ table: relations }) => sizeOf(relations, "table"))],
        ["their indexes", ...sizes.map(({ table: relations }) => sizeOf(relations, "index"))],
        ["the audit log, indexes included", ...sizes.map(({ trail }) => whole(sum(trail)))],
      ],
    ),
    "",
    `${whole(drain.sessions)} due sessions were looked at in ${drain.seconds.toFixed(0)} s by ${drain.sweeps} sweeps of one process; its memory was ` +
      `${drain.resident.before.toFixed(0)} MB before, ${drain.resident.peak.toFixed(0)} MB at most, in use ${drain.heap.before.toFixed(0)} MB before and ` +
      `${drain.heap.after.toFixed(0)} MB after.`,
    "",
    `The audit log's far end: ${whole(retention.removed)} events removed in ${whole(retention.runs)} runs, at most ${whole(retention.most)} in one; ` +
      `${retention.times.median.toFixed(0)} ms each (median). A job runs it each minute.`,
    "",
    table(
      ["processes, in the order they were run", "callbacks a second", "orders a second"],
      processes.map((each) => [
        String(each.processes),
        each.callbacksPerSecond.toFixed(0),
        each.ordersPerSecond.toFixed(1),
      ]),
    ),
  ].join("\n")
}

function lookupRows(sizes: readonly AtSize[]): string[][] {
  const [first] = sizes
  return (first?.lookups ?? []).map(({ what }, at) => [
    what,
    ...sizes.map(({ lookups }) => {
      const times = lookups[at]?.times
      return times ? both(times) : "-"
    }),
  ])
}

function both({ median, p95 }: Times): string {
  return `${median.toFixed(1)} / ${p95.toFixed(1)}`
}

function sizeOf(relations: AtSize["table"], wanted: "table" | "index"): string {
  return whole(sum(relations.filter(({ kind }) => kind === wanted)))
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US")
}
