import type { Answer } from "../../demo/support/http"
import type { Admin, AdminOrder } from "../support/admin"
import { readBooks } from "./support/books"
import { asking, writing, type KillPoint } from "./support/kill-point"
import { givenBack, paidOutSales, paidSales, placedSales, type Sale } from "./support/sales"
import { cartIds, describeFaults } from "./support/test-bed"
import { Trial } from "./support/trial"

/** Orders of each situation. Their merchants press at once, so one kill cuts all of them short. */
const TRIES = 4
/** Which of them presses again at once, and which when some minutes have passed; the others never do. */
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

describeFaults("A store that is killed after the sale,", { stores: ["shared"] }, (bed) => {
  it.each<[when: string, KillPoint, { arrivesLast?: boolean }]>([
    ["before its withdrawal was sent", asking("GET /pos-sessions", "hang_before"), {}],
    ["while its withdrawal is on the way", asking(WITHDRAWAL, "hang_before"), { arrivesLast: true }],
    ["after Inbank withdrew the contract", asking(WITHDRAWAL, "hang_after"), {}],
    ["after the ledger knew of its withdrawal and before Medusa did", MEDUSAS_BOOKING, {}],
  ])(
    "%s, has given the whole payment back and booked it once (R121, R122)",
    async (when, point, how) => {
      const trial = new Trial(bed(), `refund: killed ${when}`)
      const sales = await paidSales(bed(), TRIES)
      await isKilled(point, sales, refundAll, how)
      await trial.close(sales, TRIES, TRIES, TRIES)
      expect(await givenBack(bed(), sales)).toEqual(sales.map(({ order }) => Math.round(order.total * 100)))
      expect(await problems()).toEqual([])
    },
    240_000,
  )

  it("before the ledger knew of a refund, has given nothing back, and the next press of the button does (R122)", async () => {
    const trial = new Trial(bed(), "refund: killed before the ledger knew of it")
    const sales = await paidSales(bed(), TRIES)
    await isKilled(writing("inbank_refund"), sales, refundAll)
    expect(await givenBack(bed(), sales)).toEqual(sales.map(() => 0))
    const admin = await bed().admin()
    for (const { order } of sales) expect(await refundAll(admin, order)).toMatchObject({ status: 200 })
    await trial.close(sales, TRIES, TRIES, TRIES)
  }, 240_000)

  it.each<[when: string, KillPoint, { arrivesLast?: boolean }]>([
    ["after Inbank made a draft and before the ledger knew it", asking(DRAFT, "hang_after"), {}],
    ["after the ledger knew the draft and before its confirmation", writing("inbank_event"), {}],
    ["while the confirmation is on the way", asking(CONFIRMATION, "hang_before"), { arrivesLast: true }],
    ["after Inbank took the confirmation", asking(CONFIRMATION, "hang_after"), {}],
    ["after the ledger knew of the return and before Medusa did", MEDUSAS_BOOKING, {}],
  ])(
    "%s, has given the part back and booked it once (R120, R122)",
    async (when, point, how) => {
      const trial = new Trial(bed(), `part: killed ${when}`)
      const sales = await paidOutSales(bed(), TRIES)
      await isKilled(point, sales, refundPart, how)
      await trial.close(sales, TRIES, TRIES, TRIES)
      expect(await givenBack(bed(), sales)).toEqual(sales.map(() => PART * 100))
      expect(await problems()).toEqual([])
    },
    240_000,
  )

  it.each<[when: string, KillPoint]>([
    ["after Inbank cancelled the contract", asking(CANCELLATION, "hang_after")],
    ["in the midst of Medusa's own cancellation", writing("order")],
  ])(
    "%s, warns not to ship the order until somebody has cancelled it again (R62, R111)",
    async (when, point) => {
      const trial = new Trial(bed(), `cancel: killed ${when}`)
      const sales = await placedSales(bed(), TRIES)
      await isKilled(point, sales, cancel)
      const standing = sales.filter((_sale, index) => index !== AFTER_MINUTES)
      expect(await problems()).toEqual(standing.map(() => "do_not_ship"))
      const { payments } = await readBooks(bed(), cartIds(sales))
      expect(payments.filter(({ canceled_at }) => canceled_at)).toHaveLength(TRIES)
      await everyOrderIsCancelled(sales)
      await trial.close(sales)
      expect(await problems()).toEqual([])
    },
    240_000,
  )

  it.each<[when: string, KillPoint]>([
    ["after Inbank withdrew the contract of an order that is cancelled", asking(WITHDRAWAL, "hang_after")],
    ["after the ledger knew that and before Medusa did", MEDUSAS_BOOKING],
    ["after Medusa had booked it and before the order was cancelled", writing("order_change")],
  ])(
    "%s, has given the whole payment back and booked it once (R121, R122)",
    async (when, point) => {
      const trial = new Trial(bed(), `cancel, paid: killed ${when}`)
      const sales = await paidSales(bed(), TRIES)
      await isKilled(point, sales, cancel)
      await everyOrderIsCancelled(sales)
      await trial.close(sales, TRIES, TRIES, TRIES)
      expect(await givenBack(bed(), sales)).toEqual(sales.map(({ order }) => Math.round(order.total * 100)))
      expect(await problems()).toEqual([])
    },
    240_000,
  )

  /**
   * All merchants press at once, and the store is killed when every request has come to that point. It is started again,
   * one merchant presses again at once, another some minutes later, and the sweep goes on.
   * @param arrivesLast what was on its way reaches Inbank only after all of that.
   */
  async function isKilled(
    point: KillPoint,
    sales: readonly Sale[],
    press: Press,
    { arrivesLast = false }: { arrivesLast?: boolean } = {},
  ): Promise<void> {
    const merchant = await bed().admin()
    const { reached, letGo } = await point(bed(), sales)
    const pressed = sales.map(async ({ order }) => await press(merchant, order).catch(() => "broken off"))
    await reached()
    await bed().store.kill()
    expect(await Promise.all(pressed)).toEqual(sales.map(() => "broken off"))
    if (!arrivesLast) await letGo()
    await expectDue(sales)

    await bed().store.start()
    const admin = await bed().admin()
    const pressesAgain = async (index: number) => {
      for (const { order } of sales.slice(index, index + 1)) await press(admin, order)
    }
    await pressesAgain(AT_ONCE)
    await bed().timePassesForTheDead()
    await pressesAgain(AFTER_MINUTES)
    await sweepGoesOn(sales)
    if (!arrivesLast) return
    await letGo()
    await sweepGoesOn(sales)
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

  async function problems(): Promise<string[]> {
    const rows = await bed().knex("inbank_problem").whereNull("cleared_at").select<{ kind: string }[]>("kind")
    return rows.map(({ kind }) => kind)
  }
})
