import fc from "fast-check"
import type { FaultRequest } from "../../src/sandbox"
import { readAuditLog } from "./support/book-rows"
import { readBooks, type Books } from "./support/books"
import { ACTS, Person, type Act } from "./support/person"
import { report } from "./support/report"
import { cartIds, describeFaults } from "./support/test-bed"

/** `npm run test:faults -- --minutes 20 --seed 1 --path 3` sets these. */
const { FAULTS_MINUTES, FAULTS_SEED, FAULTS_PATH } = process.env
/** Counted, not timed: a machine that has much else to do plays them too. */
const PLAYS = 4
const MILLISECONDS = Number(FAULTS_MINUTES ?? 0) * 60_000
/** How many there are, or for how long. */
const HOW_MANY =
  FAULTS_MINUTES === undefined
    ? { numRuns: PLAYS }
    : { numRuns: 1_000_000, interruptAfterTimeLimit: MILLISECONDS }
const SEED = FAULTS_SEED === undefined ? Date.now() % 0x7fffffff : Number(FAULTS_SEED)

/** Carts of one play, and how each is paid. */
const PROVIDERS = ["pp_inbank_ee", "pp_inbank_ee", "pp_inbank_order", "pp_inbank_direct"]
/** Both sides agree after so long, or never. Longer than a client leaves Inbank alone after a row of failures. */
const CALM_MS = 45_000

const person = fc.nat({ max: PROVIDERS.length - 1 })
const act = fc.record({ person, act: fc.constantFrom(...ACTS) }, { noNullPrototype: true })
const route = fc.constantFrom(
  "POST /pos-sessions",
  "GET /pos-sessions",
  "GET /contracts",
  "POST /contracts/merchant-approval",
  "POST /contracts/cancel",
)
const kind = fc.constantFrom<FaultRequest["kind"]>(
  { type: "status", status: 500, body: "<html>" },
  { type: "status", status: 503 },
  { type: "status", status: 429 },
  { type: "status", status: 401 },
  { type: "status", status: 404 },
  { type: "status_after", status: 502 },
  { type: "reset_before" },
  { type: "reset_after" },
  { type: "cut_body" },
  { type: "slow_body", milliseconds: 500 },
  { type: "body", body: '{"status":' },
  { type: "rewrite", merge: { status: "never_heard_of" } },
)
const times = fc.integer({ min: 1, max: 3 })
const planned = fc.record({ route, kind, times }, { noNullPrototype: true })
const fault = planned.map((each) => ({ fault: each }))
const event = fc.oneof(
  { weight: 24, arbitrary: act },
  { weight: 4, arbitrary: fc.constant("sweep" as const) },
  { weight: 4, arbitrary: fault },
  { weight: 1, arbitrary: fc.constant("expire" as const) },
  { weight: 1, arbitrary: fc.constant("crash" as const) },
)
/** What happens at one moment, all at once; a play is one such moment after the other. */
const moment = fc.array(event, { minLength: 1, maxLength: 4 })
/** Most plays begin with what every purchase begins with: noise alone would seldom get as far as an order. */
const opening = fc.constantFrom<readonly Act[]>(
  [],
  ["choose_inbank"],
  ["choose_inbank", "sign"],
  ["choose_inbank", "sign", "callback"],
  ["choose_inbank", "sign", "callback"],
)
const play = fc.record({ opening, moments: fc.array(moment, { minLength: 3, maxLength: 10 }) })
/** Played first: with nothing in its way, so that orders are among what is compared however the others turn out. */
const PLAIN: Play = { opening: ["choose_inbank", "sign", "callback"], moments: [["sweep"]] }
type Play = typeof play extends fc.Arbitrary<infer Value> ? Value : never
type Event = Play["moments"][number][number]

describeFaults("Whatever happens, in whatever order,", { stores: ["shared"] }, (bed) => {
  it(
    "shop and lender agree in the end, no cart has two orders and no contract is without one (R138)",
    async () => {
      const total = {
        carts: 0,
        orders: 0,
        lost: 0,
        doubled: 0,
        began: Date.now(),
        calls: bed().upstreamCalls(),
      }
      process.stderr.write(`R138: seed ${SEED}${FAULTS_PATH ? `, path ${FAULTS_PATH}` : ""}\n`)
      const result = await fc.check(
        fc.asyncProperty(play, async (played) => {
          const books = await perform(played)
          total.carts += PROVIDERS.length
          total.orders += books.orders.length
          total.lost += books.lost
          total.doubled += books.doubled
          if (books.wrong.length > 0)
            throw new Error(`${books.wrong.join("\n")}\n${books.auditLog.join("\n")}`)
        }),
        {
          seed: SEED,
          examples: [[PLAIN]],
          ...(FAULTS_PATH !== undefined && { path: FAULTS_PATH }),
          ...HOW_MANY,
          // Each try is half a minute of real processes: the schedule is printed, not made smaller.
          endOnFailure: true,
        },
      )
      await report({
        situation: "random interleavings",
        tries: total.carts,
        ordersExpected: total.orders + total.lost - total.doubled,
        ordersFound: total.orders,
        refundsExpected: 0,
        refundsFound: 0,
        upstreamCalls: bed().upstreamCalls() - total.calls,
        lost: total.lost,
        doubled: total.doubled,
        seconds: (Date.now() - total.began) / 1000,
      })
      process.stderr.write(`R138: ${result.numRuns} plays, ${total.carts} carts, ${total.orders} orders\n`)
      if (result.failed)
        throw new Error(fc.defaultReportMessage(result) ?? "failed", { cause: result.errorInstance })
      expect(total.orders).toBeGreaterThan(0)
    },
    MILLISECONDS + 400_000,
  )

  async function perform({ opening: begin, moments }: Play): Promise<Books & { auditLog: string[] }> {
    bed().sandbox.callbacks.pause()
    const shoppers = await bed().shoppers(PROVIDERS.length)
    const people = shoppers.map((shopper, index) => new Person(bed(), shopper, PROVIDERS[index] ?? ""))
    for (const each of begin) await Promise.all(people.map(async (one) => await one.tries(each)))
    for (const events of moments) {
      await Promise.all(events.map(async (each) => await happens(each, people)))
      await everybodyRuns()
    }
    const books = await calm(people)
    const auditLog = books.wrong.length > 0 ? await readAuditLog(bed(), cartIds(people)) : []
    await bed().forget()
    return { ...books, auditLog }
  }

  async function happens(what: Event, people: Person[]): Promise<void> {
    if (what === "sweep") {
      await bed().aMinutePasses(people)
      await bed()
        .store.sweep()
        .catch(() => undefined)
    } else if (what === "expire")
      await bed().sandbox.expireSessions({ evenIfStillValid: true, evenIfSigned: true })
    else if (what === "crash") await bed().store.kill()
    else if ("fault" in what) bed().sandbox.faults.add(what.fault)
    else await people[what.person]?.tries(what.act)
  }

  /** After a crash: the leases of the dead run out, and what they had begun to capture grows old. */
  async function everybodyRuns(): Promise<void> {
    if (!bed().store.hasEnded) return
    await bed().everybodyRuns()
    await bed().timePassesForTheDead()
  }

  /** Faults are over, nobody does anything any more; the sweep looks again and again. */
  async function calm(people: Person[]): Promise<Books> {
    bed().sandbox.faults.clear()
    await bed().sandbox.idle()
    const deadline = Date.now() + CALM_MS
    for (let look = 1; ; look += 1) {
      await bed().aMinutePasses(people)
      await bed().store.sweep()
      const books = await readBooks(bed(), cartIds(people))
      if (look >= 2 && (books.wrong.length === 0 || Date.now() > deadline)) return books
    }
  }
})
