import { CAUSES } from "./causes"
import { comparisons, figuresOf, type Counted, type Timed } from "./measured"
import { finding, type Finding } from "./findings"
import { median } from "./support/statistics"

type Row = [id: string, title: string, figure: number, unit: string, bound: Finding["bound"], limit: number]

/** What holds on any machine. */
export function countedTargets({ purchase, duplicates, offers, upstreamAtBoot }: Counted): Finding[] {
  const [create, complete] = [figuresOf(purchase.create.inbank), figuresOf(purchase.complete.inbank)]
  const { one, ten, fifty } = duplicates
  const views = `${offers.views.toLocaleString("en-US")} product views over ${offers.prices} prices`
  return findings([
    ["create-queries", "create session: queries", create.queries, "queries", "at most", 20],
    ["create-upstream", "create session: requests to Inbank", create.upstream, "requests", "exactly", 1],
    ["complete-queries", "complete cart: queries", complete.queries, "queries", "at most", 90],
    [
      "complete-upstream",
      "complete cart when granted: requests to Inbank",
      complete.upstream,
      "requests",
      "at most",
      1,
    ],
    [
      "duplicates-queries",
      "10 equal callbacks at once: queries, to those of one",
      ten.queries / one.queries,
      "x",
      "at most",
      1.3,
    ],
    [
      "duplicates-orders",
      "10 and 50 equal callbacks at once: orders",
      Math.max(ten.orders, fifty.orders),
      "orders",
      "exactly",
      1,
    ],
    [
      "offer-calculations",
      `${views}: requests to Inbank`,
      offers.calculations + offers.products,
      "requests",
      "exactly",
      offers.prices,
    ],
    ["boot-upstream", "boot: requests to Inbank", upstreamAtBoot, "requests", "exactly", 0],
  ])
}

/** What takes time: no strict target where others use the machine too. */
export function timedTargets(
  { purchase }: Counted,
  { callbacks, timeToOrder, anotherMethod, boots }: Timed,
): Finding[] {
  const { create, complete } = comparisons(purchase)
  const toOrder = median(timeToOrder.ours) / 1000
  return findings([
    [
      "create-time",
      "create session: median, to the system provider's",
      create.toSystem.median,
      "x",
      "at most",
      1.4,
    ],
    [
      "complete-time",
      "complete cart: median, to Stripe's on a stub",
      complete.toStripe.median,
      "x",
      "at most",
      1.05,
    ],
    [
      "callbacks-rate",
      "durable callbacks a second, to Medusa's own route, which stores nothing",
      callbacks.perSecond.median,
      "x",
      "at least",
      0.5,
    ],
    ["callbacks-p99", "durable callbacks, 16 at a time: p99", callbacks.ours.p99, "ms", "at most", 50],
    ["callback-to-order", "answered callback to order: median", toOrder, "s", "at most", 0.6],
    [
      "another-method",
      "checkout by another method, Inbank down to Inbank up",
      anotherMethod.ratio.median,
      "x",
      "at most",
      1.02,
    ],
    ["boot-time", "boot: what the plugin adds", boots.milliseconds.added, "ms", "at most", 50],
  ])
}

function findings(rows: readonly Row[]): Finding[] {
  return rows.map(([id, title, figure, unit, bound, limit]) =>
    finding({ id, title, figure, unit, bound, limit, cause: CAUSES[id] }),
  )
}
