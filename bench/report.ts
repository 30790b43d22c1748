import { comparisons, type Comparison, type Counted, type Timed } from "./measured"
import type { Machine } from "./findings"
import { median, type Ratio } from "./support/statistics"
import { table } from "../test-kit/table"

/** The measurements of one run for readers: Markdown for docs/performance.md. */
export function report(machine: Machine, counted: Counted, timed: Timed): string {
  return [
    told(machine),
    "",
    "![Median times of each step of a purchase, side by side](images/performance-purchase.svg)",
    "",
    purchaseTable(Object.values(comparisons(counted.purchase))),
    "",
    otherTable(counted, timed),
  ].join("\n")
}

/** Where it ran. */
export function told({ date, processor, cores, memoryGigabytes, system, versions }: Machine): string {
  const versionList = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `Run on ${date}: ${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}; ${versionList.join(", ")}. PostgreSQL with \`fsync\` on, everything on this one machine, load maker included.`
}

function purchaseTable(compared: readonly Comparison[]): string {
  const cell = (comparison: Comparison, name: "inbank" | "stripe" | "system") => {
    const { p50, p95, queries, transactions, upstream } = comparison.figures[name]
    return `${p50.toFixed(1)} / ${p95.toFixed(1)}; ${queries} + ${transactions}; ${upstream}`
  }
  return table(
    ["", "this plugin", "Stripe on a stub", "system provider", "to Stripe", "to system"],
    compared.map((each) => [
      each.step,
      cell(each, "inbank"),
      cell(each, "stripe"),
      cell(each, "system"),
      ratio(each.toStripe),
      ratio(each.toSystem),
    ]),
  )
}

function otherTable({ duplicates, offers }: Counted, timed: Timed): string {
  const { callbacks, timeToOrder, anotherMethod, boots, peersDuplicates } = timed
  const load = ({ perSecond, p50, p99 }: typeof callbacks.ours) =>
    `${perSecond.toFixed(0)} a second; p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
  const seconds = (milliseconds: readonly number[]) => `${(median(milliseconds) / 1000).toFixed(2)} s`
  const added = (
    { added: more, lowerQuartile, upperQuartile, without }: typeof boots.milliseconds,
    unit: string,
  ) =>
    `${more.toFixed(0)} ${unit} more (quartiles ${lowerQuartile.toFixed(0)} to ${upperQuartile.toFixed(0)})` +
    ` than ${without.toFixed(0)} ${unit}`
  return table(
    ["", "this plugin", "the peer"],
    [
      [
        "callbacks, 16 at a time",
        load(callbacks.ours),
        `${load(callbacks.builtIn)} (Medusa's own route, nothing stored); ours to it: ${ratio(callbacks.perSecond)}`,
      ],
      [
        "answered callback to order, median",
        seconds(timeToOrder.ours),
        `${seconds(timeToOrder.builtIn)} (Medusa's own route)`,
      ],
      [
        "1, 10 and 50 equal callbacks at once: queries until all is quiet",
        `${duplicates.one.queries}, ${duplicates.ten.queries}, ${duplicates.fifty.queries}`,
        `1 and 10: ${peersDuplicates.one.queries}, ${peersDuplicates.ten.queries} (Medusa's own route)`,
      ],
      [
        "the same: requests to the lender",
        `${duplicates.one.upstream}, ${duplicates.ten.upstream}, ${duplicates.fifty.upstream}`,
        `1 and 10: ${peersDuplicates.one.upstream}, ${peersDuplicates.ten.upstream}`,
      ],
      [
        `${offers.views} product views over ${offers.prices} prices`,
        `${offers.calculations} calculations and ${offers.products} requests for the product to Inbank; p50 ${offers.p50.toFixed(1)} ms`,
        "-",
      ],
      [
        "checkout by another method, median",
        `${median(anotherMethod.down).toFixed(1)} ms, Inbank down`,
        `${median(anotherMethod.up).toFixed(1)} ms, Inbank up; down to up: ${ratio(anotherMethod.ratio)}`,
      ],
      ["boot until it listens", added(boots.milliseconds, "ms"), "a store without the plugin"],
      [
        "the processor's time until then",
        added(boots.processorMilliseconds, "ms"),
        "a store without the plugin",
      ],
      ["memory in use after boot", added(boots.heapMegabytes, "MB"), "a store without the plugin"],
      ["memory of the process (RSS)", added(boots.residentMegabytes, "MB"), "a store without the plugin"],
    ],
  )
}

function ratio({ median: middle, lowest, highest }: Ratio): string {
  return `${middle.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`
}
