import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { request } from "../../test-kit/http"
import { comeBack } from "../../test-kit/shopper"
import { checkSweep } from "../../src/doctor/checks/accounts"
import { MedusaTables } from "../../src/medusa/sql"
import { sweep } from "../../src/services/reconcile/sweep"
import { runMaintenance } from "../../src/services/reconcile/maintenance"
import { rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** However wrong the clock of the process is. */
const isByTheDatabasesClock = (secondsToNextCheck = Infinity) =>
  secondsToNextCheck > -5 && secondsToNextCheck < 62

describeShop("The sweep", (shop) => {
  afterEach(() => jest.restoreAllMocks())
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const lag = async () => (await shop().admin.request("GET", "/admin/inbank/sweep")).body

  it("places the orders of several customers who never came back and whose callbacks were lost (R26)", async () => {
    shop().sandbox.callbacks.pause()
    const shoppers = Array.from({ length: 5 }, () => shop().shopper())
    for (const shopper of shoppers) {
      await shopper.fillCart()
      const payment = await shopper.startInbank()
      await shop().sandbox.customer.approve(payment.posSessionUuid)
    }
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(5)
  })

  it.each([
    ["of a process whose clock is an hour fast keeps the database's time (R68)", HOUR],
    ["of a process whose clock is an hour slow keeps the database's time (R68)", -HOUR],
  ])("%s", async (_title, milliseconds) => {
    const now = Date.now.bind(Date)
    jest.spyOn(Date, "now").mockImplementation(() => now() + milliseconds)
    shop().sandbox.callbacks.pause()
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const secondsToNextCheck = async () => {
      const { rows } = await knex().raw<{ rows: { seconds: number }[] }>(
        "select extract(epoch from next_check_at - now())::float as seconds from inbank_session",
      )
      return rows[0]?.seconds
    }
    expect(isByTheDatabasesClock(await secondsToNextCheck())).toBe(true)
    expect((await shopper.startInbank()).posSessionUuid).toBe(payment.posSessionUuid)

    const { payment_collection_id } = await rowOfCart(shop().container, shopper.cartId)
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const elsewhere = { id: payment_collection_id, token: "of-another-process" }
    await knex()("inbank_lease").insert({ ...elsewhere, until: knex().raw("now() + interval '1 minute'") })
    await knex()("inbank_session").update({ next_check_at: knex().fn.now() })
    await sweep(shop().container)
    expect(await shop().admin.orderCount()).toBe(0)

    await knex()("inbank_lease").where(elsewhere).delete()
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    // The order's own news make the row due once more.
    await eventually(secondsToNextCheck, isByTheDatabasesClock, "the next check")
  })

  it("comes to a new session 15 seconds after it began (T1)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.startInbank()
    const { rows } = await knex().raw<{ rows: { seconds: number }[] }>(
      "select extract(epoch from next_check_at - updated_at)::float as seconds from inbank_session",
    )
    expect(rows).toEqual([{ seconds: 15 }])
  })

  it("comes as soon to one whose page asks, waiting or not, however old it is, unless its looks fail or Inbank refuses the key (T1)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const row = () => knex()("inbank_session").where({ cart_id: shopper.cartId })
    const secondsAfterPage = async (wait = 0) => {
      await shopper.sessionStatus(payment, { wait })
      const { rows } = await knex().raw<{ rows: { seconds: number }[] }>(
        "select extract(epoch from next_check_at - now())::float as seconds from inbank_session",
      )
      return rows[0]?.seconds
    }
    const later = { next_check_at: knex().raw("now() + interval '30 minutes'") }
    await row().update({ ...later, failures: 1 })
    expect(await secondsAfterPage()).toBeGreaterThan(1_000)
    await row().update({ failures: 0 })
    const problem = { id: "inbp_key", kind: "credentials_refused", subject: "pp_inbank_ee", remedy: "…" }
    await knex()("inbank_problem").insert({ ...problem, opened_at: knex().fn.now() })
    expect(await secondsAfterPage()).toBeGreaterThan(1_000)
    await knex()("inbank_problem").where({ id: "inbp_key" }).delete()
    expect(await secondsAfterPage()).toBeLessThanOrEqual(15)
    await row().update(later)
    expect(await secondsAfterPage(1)).toBeLessThan(15)
  })

  it("takes those first that a notification came for, however long others wait (R152)", async () => {
    shop().sandbox.callbacks.pause()
    const payments = []
    for (let session = 0; session < 6; session++) {
      const shopper = shop().shopper()
      await shopper.fillCart()
      payments.push(await shopper.startInbank())
    }
    const [enqueued] = payments.splice(-1)
    await knex()("inbank_session").update({ next_check_at: knex().raw("now() - interval '1 hour'") })
    // As a callback does whose process died before it looked.
    const now = { rung_at: knex().fn.now(), next_check_at: knex().fn.now() }
    await knex()("inbank_session").where({ pos_session_uuid: enqueued?.posSessionUuid }).update(now)
    await sweep(shop().container)
    const asked = shop()
      .sandbox.journal()
      .filter(({ route }) => route === "GET /pos-sessions")
    expect(asked).toHaveLength(6)
    expect(asked[0]?.path).toContain(enqueued?.posSessionUuid)
  })

  it("looks rarely at what its cart has left behind, and often again when the cart comes back to it (R152)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const first = await shopper.startInbank()
    const line = await shopper.addToCart("Espresso machine")
    const second = await shopper.startInbank()
    const minutesUntil = async ({ posSessionUuid }: { posSessionUuid: string }) => {
      const { rows } = await knex().raw<{ rows: { minutes: number }[] }>(
        "select extract(epoch from next_check_at - now())::float / 60 as minutes from inbank_session where pos_session_uuid = ?",
        [posSessionUuid],
      )
      return rows[0]?.minutes ?? Infinity
    }
    // Medusa drops payment sessions with the cart's change, which enqueues them once more.
    const isPutOff = async (payment: { posSessionUuid: string }) =>
      await minutesLater(
        shop().container,
        () => minutesUntil(payment),
        (minutes) => minutes > 3,
        "the next look to be minutes away",
      )
    await isPutOff(first)
    expect(await minutesUntil(second)).toBeLessThan(1.1)

    await shopper.removeFromCart(line)
    expect((await shopper.startInbank()).posSessionUuid).toBe(first.posSessionUuid)
    expect(await minutesUntil(first)).toBeLessThan(1.1)
    await isPutOff(second)
    expect(await minutesUntil(first)).toBeLessThan(1.1)

    await comeBack(shop().sandbox.session(second.posSessionUuid)?.partnerUrls.cancelUrl ?? "")
    expect(await minutesUntil(second)).toBeLessThan(1.1)
  })

  it("tells whoever is logged in to the admin, and nobody else, how far it is behind; the doctor tells it too (R132)", async () => {
    expect((await request("GET", `${shop().url}/admin/inbank/sweep`, {})).status).toBe(401)
    expect(await lag()).toEqual({ lag_seconds: 0, due: 0, open: {}, watched: 0 })

    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.startInbank()
    // Its time may be over in a moment.
    await knex()("inbank_session").update({ next_check_at: knex().raw("now() + interval '30 seconds'") })
    expect(await lag()).toEqual({ lag_seconds: 0, due: 0, open: { not_asked_yet: 1 }, watched: 0 })
    await knex()("inbank_session").update({ next_check_at: knex().raw("now() - interval '10 minutes'") })
    expect(await lag()).toMatchObject({ lag_seconds: expect.closeTo(600, -1), due: 1 })
    const doctor = () => checkSweep(new MedusaTables(knex()))
    const message: unknown = expect.stringMatching(
      /^Nobody has looked after what is due \(1\) for (599|60\d) seconds/,
    )
    expect(await doctor()).toEqual([{ severity: "error", subject: "store", message }])
    await aMinuteLater(shop().container)
    expect(await lag()).toEqual({ lag_seconds: 0, due: 0, open: { pending: 1 }, watched: 0 })
    expect(await doctor()).toEqual([])
  })

  it("cuts off the far end of the audit log and of dead processes' leases", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.startInbank()
    const event = (id: string, days: number) => ({
      id,
      session_id: "inbs_long_ago",
      source: "sweep",
      action: "observed",
      created_at: knex().raw("now() - make_interval(days => ?)", [days]),
    })
    await knex()("inbank_event").insert([event("inbe_old", 401), event("inbe_young", 399)])
    const until = (days: number) => knex().raw("now() - make_interval(days => ?)", [days])
    await knex()("inbank_lease").insert({ id: "pay_col_dead", token: "t", until: until(2) })
    await runMaintenance(shop().container)
    const events: { id: string }[] = await knex()("inbank_event").where({ session_id: "inbs_long_ago" })
    expect(events.map(({ id }) => id)).toEqual(["inbe_young"])
    expect(await knex()("inbank_lease").where({ id: "pay_col_dead" })).toEqual([])
  })
})
