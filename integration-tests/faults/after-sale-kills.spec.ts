import {
  BEFORE_LEDGER,
  cancel,
  CANCELLING,
  CANCELLING_PAID,
  PART,
  PART_REFUND,
  REFUND,
  refundAll,
  refundPart,
  type Situation,
} from "./support/after-sale-situations"
import { AFTER_MINUTES, group, NEVER, onceKilled, sweepGoesOn, TRIES } from "./support/after-sale-kill"
import { readProblems, readRows } from "./support/book-rows"
import { readBooks } from "./support/books"
import { givenBack, paidOutSales, paidSales, placedSales, type Sale } from "./support/sales"
import { cartIds, describeFaults } from "./support/test-bed"

const PATIENCE_MS = 300_000

const titles = (situations: Situation[]) => situations.map(({ when }) => when)

/**
 * The tests of two groups look at what one kill has left. Every write that is held up takes a connection of the store's,
 * and so does the refund that Medusa has under way at Inbank.
 */
const oneKill = {
  stores: ["shared"],
  forgets: "when told",
  settings: { DATABASE_CONNECTIONS: "50" },
} as const

describeFaults("A store that is killed after the sale,", oneKill, (bed) => {
  const refunds = group(bed, "refund", REFUND, paidSales, refundAll)
  const cancellations = group(bed, "cancel", CANCELLING, placedSales, cancel)
  const parts = group(bed, "part", PART_REFUND, paidOutSales, refundPart)
  const paidCancellations = group(bed, "cancel, paid", CANCELLING_PAID, paidSales, cancel)
  const [killedFirst, killedThen] = [
    onceKilled(bed, [refunds, cancellations]),
    onceKilled(bed, [parts, paidCancellations]),
  ]

  describe("a refund:", () => {
    beforeAll(killedFirst, PATIENCE_MS)
    const sales = refunds.salesOf

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

  describe("a cancellation:", () => {
    beforeAll(killedFirst, PATIENCE_MS)
    const sales = cancellations.salesOf

    it.each(titles(CANCELLING))(
      "%s, warns not to ship the order until somebody has cancelled it again (R62, R111)",
      async (when) => {
        const { all, trial } = sales(when)
        const admin = await bed().admin()
        const orders = await Promise.all(all.map(async ({ order }) => await admin.order(order.id)))
        const standing = orders.filter(({ status }) => status !== "canceled")
        // Whoever pressed again at once may have done it or not; whoever never did has left their order standing.
        expect(standing).not.toContain(orders[AFTER_MINUTES])
        expect(standing).toContain(orders[NEVER])
        expect(await problemsOf(all)).toEqual(standing.map(() => "do_not_ship"))
        const { payments } = await readBooks(bed(), cartIds(all))
        expect(payments.filter(({ canceled_at }) => canceled_at)).toHaveLength(TRIES)
        await everyOrderIsCancelled(all)
        await trial.close(all)
        expect(await problemsOf(all)).toEqual([])
      },
    )
  })

  describe("a part:", () => {
    beforeAll(killedThen, PATIENCE_MS)
    const sales = parts.salesOf

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

  describe("a cancellation of a paid order:", () => {
    beforeAll(killedThen, PATIENCE_MS)
    const sales = paidCancellations.salesOf

    it.each(titles(CANCELLING_PAID))(
      "%s, has given the whole payment back and booked it once (R121, R122)",
      async (when) => {
        const { all, trial } = sales(when)
        await everyOrderIsCancelled(all)
        await trial.close(all, TRIES, TRIES, TRIES)
        await expectGivenBackWhole(all)
        expect(await problemsOf(all)).toEqual([])
      },
    )
  })

  async function everyOrderIsCancelled(sales: readonly Sale[]): Promise<void> {
    const admin = await bed().admin()
    for (const { order } of sales) {
      const { status } = await admin.order(order.id)
      if (status !== "canceled") expect(await cancel(admin, order)).toMatchObject({ status: 200 })
      expect(await admin.order(order.id)).toMatchObject({ status: "canceled" })
    }
    await sweepGoesOn(bed(), sales)
  }

  async function expectGivenBackWhole(sales: Sale[]): Promise<void> {
    expect(await givenBack(bed(), sales)).toEqual(sales.map(({ order }) => Math.round(order.total * 100)))
  }

  async function problemsOf(sales: readonly Sale[]): Promise<string[]> {
    const ids = (await readRows(bed(), cartIds(sales))).map(({ id }) => id)
    return (await readProblems(bed())).filter(({ subject }) => ids.includes(subject)).map(({ kind }) => kind)
  }
})
