import type { Answer } from "../../demo/support/http"
import type { Admin, AdminOrder } from "../support/admin"
import { readProblems, readRows } from "./support/book-rows"
import { readBooks } from "./support/books"
import { asking, writing, type KillPoint } from "./support/kill-point"
import { givenBack, paidOutSales, paidSales, placedSales, type Sale } from "./support/sales"
import { cartIds, describeFaults, type TestBed } from "./support/test-bed"
import { Trial } from "./support/trial"

/** Orders of each situation. */
const TRIES = 3
/** Which of them presses again at once, and which when some minutes have passed; the third never does. */
const [AT_ONCE, AFTER_MINUTES] = [0, 1]
const PART = 30

type Press = (admin: Admin, order: AdminOrder) => Promise<Answer>
const refundAll: Press = async (admin, order) => await admin.refund(order)
const refundPart: Press = async (admin, order) => await admin.refund(order, PART)
const cancel: Press = async (admin, order) => await admin.cancel(order)

const WITHDRAWAL = "POST /contracts/merchant-withdrawal"
const DRAFT = "POST /contracts/versions"
const CONFIRMATION = "POST /contracts/versions/confirm"
const CANCELLATION = "POST /contracts/cancel"
const MEDUSAS_BOOKING = writing("order_transaction")

/** How far the work on some sales has come when the store is killed. */
interface Situation {
  when: string
  point: KillPoint
  /** What was on its way then reaches Inbank only after everything else. */
  arrivesLast?: boolean
}

const BEFORE_LEDGER = "before the ledger knew of a refund"

/** Those that hold a table come last, what is written last first: nobody who comes later gets past it any more. */
const REFUND: Situation[] = [
  { when: "before its withdrawal was sent", point: asking("GET /pos-sessions", "hang_before") },
  { when: "while its withdrawal is on the way", point: asking(WITHDRAWAL, "hang_before"), arrivesLast: true },
  { when: "after Inbank withdrew the contract", point: asking(WITHDRAWAL, "hang_after") },
  { when: "after the ledger knew of its withdrawal and before Medusa did", point: MEDUSAS_BOOKING },
  { when: BEFORE_LEDGER, point: writing("inbank_refund") },
]
const PART_REFUND: Situation[] = [
  { when: "after Inbank made a draft and before the ledger knew it", point: asking(DRAFT, "hang_after") },
  {
    when: "while the confirmation is on the way",
    point: asking(CONFIRMATION, "hang_before"),
    arrivesLast: true,
  },
  { when: "after Inbank took the confirmation", point: asking(CONFIRMATION, "hang_after") },
  { when: "after the ledger knew of the return and before Medusa did", point: MEDUSAS_BOOKING },
  { when: "after the ledger knew the draft and before its confirmation", point: writing("inbank_event") },
]
const CANCELLING: Situation[] = [
  { when: "after Inbank cancelled the contract", point: asking(CANCELLATION, "hang_after") },
  { when: "in the midst of Medusa's own cancellation", point: writing("order") },
]
const CANCELLING_PAID: Situation[] = [
  {
    when: "after Inbank withdrew the contract of an order that is cancelled",
    point: asking(WITHDRAWAL, "hang_after"),
  },
  { when: "after Medusa had booked it and before the order was cancelled", point: writing("order_change") },
  { when: "after the ledger knew that and before Medusa did", point: MEDUSAS_BOOKING },
]
const titles = (situations: Situation[]) => situations.map(({ when }) => when)

/** The tests of a group look at what one kill has left. */
const oneKill = { stores: ["shared"], forgets: "when told" } as const

describeFaults("A store that is killed after the sale,", oneKill, (bed) => {
  describe("a refund:", () => {
    const sales = salesOfKill("refund", REFUND, paidSales, refundAll)

    it.each(titles(REFUND).filter((when) => when !== BEFORE_LEDGER))(
      "%s, has given the whole payment back and booked it once (R121, R122)",
      async (when) => {
        await sales(when).trial.close(sales(when).all, TRIES, TRIES, TRIES)
        await expectGivenBackWhole(sales(when).all)
        expect(await problemsOf(sales(when).all)).toEqual([])
      },
    )

    it(`${BEFORE_LEDGER}, has given nothing back, and the next press of the button does (R122)`, async () => {
      const { all, trial } = sales(BEFORE_LEDGER)
      expect(await givenBack(bed(), all)).toEqual(all.map(() => 0))
      const admin = await bed().admin()
      for (const { order } of all) expect(await refundAll(admin, order)).toMatchObject({ status: 200 })
      await trial.close(all, TRIES, TRIES, TRIES)
    })
  })

  describe("a part:", () => {
    const sales = salesOfKill("part", PART_REFUND, paidOutSales, refundPart)

    it.each(titles(PART_REFUND))(
      "%s, has given the part back and booked it once (R120, R122)",
      async (when) => {
        const { all, trial } = sales(when)
        await trial.close(all, TRIES, TRIES, TRIES)
        expect(await givenBack(bed(), all)).toEqual(all.map(() => PART * 100))
        expect(await problemsOf(all)).toEqual([])
      },
    )
  })

  describe("a cancellation:", () => {
    const sales = salesOfKill("cancel", CANCELLING, placedSales, cancel)

    it.each(titles(CANCELLING))(
      "%s, warns not to ship the order until somebody has cancelled it again (R62, R111)",
      async (when) => {
        const { all, trial } = sales(when)
        const standing = all.filter((_sale, index) => index !== AFTER_MINUTES)
        expect(await problemsOf(all)).toEqual(standing.map(() => "do_not_ship"))
        const { payments } = await readBooks(bed(), cartIds(all))
        expect(payments.filter(({ canceled_at }) => canceled_at)).toHaveLength(TRIES)
        await everyOrderIsCancelled(all)
        await trial.close(all)
        expect(await problemsOf(all)).toEqual([])
      },
      120_000,
    )
  })

  describe("a cancellation of a paid order:", () => {
    const sales = salesOfKill("cancel, paid", CANCELLING_PAID, paidSales, cancel)

    it.each(titles(CANCELLING_PAID))(
      "%s, has given the whole payment back and booked it once (R121, R122)",
      async (when) => {
        const { all, trial } = sales(when)
        await everyOrderIsCancelled(all)
        await trial.close(all, TRIES, TRIES, TRIES)
        await expectGivenBackWhole(all)
        expect(await problemsOf(all)).toEqual([])
      },
      120_000,
    )
  })

  interface SalesOfSituation {
    all: Sale[]
    trial: Trial
  }

  /** Each situation has sales of its own; one kill cuts the work on all of them short, and what follows is the same for all. */
  function salesOfKill(
    name: string,
    situations: readonly Situation[],
    newSales: (bed: TestBed, count: number) => Promise<Sale[]>,
    press: Press,
  ): (when: string) => SalesOfSituation {
    const made = new Map<Situation, SalesOfSituation>()
    beforeAll(async () => {
      await bed().everybodyRuns()
      for (const situation of situations) {
        const trial = new Trial(bed(), `${name}: killed ${situation.when}`)
        made.set(situation, { all: await newSales(bed(), TRIES), trial })
      }
      await isKilled(new Map([...made].map(([situation, { all }]) => [situation, all])), press)
    }, 300_000)
    afterAll(async () => await bed().forget())
    return (when) => {
      const [found] = [...made].filter(([situation]) => situation.when === when)
      if (!found) throw new Error(`nobody was killed ${when}`)
      return found[1]
    }
  }

  /**
   * All merchants press, and the store is killed when every request has come to its point. It is started again, one
   * merchant of each situation presses again at once, another some minutes later, and the sweep goes on.
   */
  async function isKilled(salesOf: ReadonlyMap<Situation, Sale[]>, press: Press): Promise<void> {
    const merchant = await bed().admin()
    const everySale = [...salesOf.values()].flat()
    const pressed: Promise<unknown>[] = []
    const letGo: Record<"first" | "last", (() => Promise<void>)[]> = { first: [], last: [] }
    for (const [{ point, arrivesLast }, sales] of salesOf) {
      const killPoint = await point(bed(), sales)
      letGo[arrivesLast ? "last" : "first"].push(killPoint.letGo)
      pressed.push(...sales.map(async ({ order }) => await press(merchant, order).catch(() => "broken off")))
      await killPoint.reached()
    }
    await bed().store.kill()
    expect(await Promise.all(pressed)).toEqual(everySale.map(() => "broken off"))
    for (const go of letGo.first) await go()
    await expectDue(everySale)

    await bed().store.start()
    const admin = await bed().admin()
    const pressesAgain = async (index: number) => {
      for (const sales of salesOf.values())
        for (const { order } of sales.slice(index, index + 1)) await press(admin, order)
    }
    await pressesAgain(AT_ONCE)
    await bed().timePassesForTheDead()
    await pressesAgain(AFTER_MINUTES)
    await sweepGoesOn(everySale)
    if (letGo.last.length === 0) return
    for (const go of letGo.last) await go()
    await sweepGoesOn(everySale)
  }

  /** Whatever the merchant does: somebody looks at them by himself, and not only tomorrow. */
  async function expectDue(sales: readonly Sale[]): Promise<void> {
    const late: unknown[] = await bed()
      .knex("inbank_session")
      .whereIn("cart_id", cartIds(sales))
      .whereRaw("(next_check_at is null or next_check_at > now() + interval '3 minutes')")
      .select("cart_id", "next_check_at")
    expect(late).toEqual([])
  }

  async function sweepGoesOn(sales: readonly Sale[]): Promise<void> {
    for (let look = 1; look <= 3; look += 1) {
      await bed().aMinutePasses(sales)
      await bed().store.sweep()
    }
  }

  async function everyOrderIsCancelled(sales: readonly Sale[]): Promise<void> {
    const admin = await bed().admin()
    for (const { order } of sales) {
      const { status } = await admin.order(order.id)
      if (status !== "canceled") expect(await cancel(admin, order)).toMatchObject({ status: 200 })
      expect(await admin.order(order.id)).toMatchObject({ status: "canceled" })
    }
    await sweepGoesOn(sales)
  }

  async function expectGivenBackWhole(sales: Sale[]): Promise<void> {
    expect(await givenBack(bed(), sales)).toEqual(sales.map(({ order }) => Math.round(order.total * 100)))
  }

  async function problemsOf(sales: readonly Sale[]): Promise<string[]> {
    const ids = (await readRows(bed(), cartIds(sales))).map(({ id }) => id)
    return (await readProblems(bed())).filter(({ subject }) => ids.includes(subject)).map(({ kind }) => kind)
  }
})
