import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { signCallback } from "../../src/sandbox"
import { byForm, byJson, byQuery, callbacksOf } from "../support/callback"
import { isAtRest, openProblems, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { nobodyLooks } from "../support/time"

const KEY = "sandbox-api-key"

describeShop("A callback", (shop) => {
  const { lostCallback, ringsInTrail } = callbacksOf(shop)
  const reads = () => shop().sandbox.upstreamCounts()["GET /pos-sessions"] ?? 0
  const finished = async (shopper: { cartId: string }) =>
    await eventually(() => rowOfCart(shop().container, shopper.cartId), isAtRest, "the row to be finished")

  it.each([
    ["in a form places the order (R10)", byForm],
    ["in a query places the order (R10)", byQuery],
    ["in JSON places the order (R10)", byJson],
  ])("%s", async (_kind, deliver) => {
    const { shopper, payment, callback } = await lostCallback()
    expect((await deliver(callback)).status).toBe(200)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
  })

  it("whose message holds a zero and other control characters is taken like any other (R153)", async () => {
    const { shopper, payment, callback } = await lostCallback()
    const fields = signCallback(KEY, "1", JSON.stringify({ status: "gran\0ted\u0007", uuid: "\0" }))
    expect((await byForm({ ...callback, fields })).status).toBe(200)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
    const unknown = { url: `${shop().url}/hooks/inbank/${"a".repeat(43)}`, fields }
    expect((await byForm(unknown)).status).toBe(200)
  })

  it("signed by Inbank about a session that this store does not know is taken and shown to a human (R31)", async () => {
    // Said now, and so heard by nobody yet: this store has heard what other suites have said.
    const fields = signCallback(KEY, String(Date.now()), '{"status":"completed"}')
    for (const token of ["never-given-out", "a".repeat(43)]) {
      expect((await byForm({ url: `${shop().url}/hooks/inbank/${token}`, fields })).status).toBe(200)
    }
    expect(await openProblems(shop().container)).toEqual(["orphan_callback"])
  })

  it("that claims completed while Inbank says pending changes nothing (R11)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const [session] = shop().sandbox.state().sessions
    const fields = signCallback(KEY, "1", `{"uuid":"${payment.posSessionUuid}","status":"completed"}`)
    expect((await byForm({ url: session?.partnerUrls.callbackUrl ?? "", fields })).status).toBe(200)
    await eventually(
      async () => reads(),
      (count) => count === 1,
      "Inbank to be asked",
    )
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending" })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that says cancelled, validly signed, is not taken for a payment (R12)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shop().sandbox.customer.cancel(payment.posSessionUuid)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ status }) => status === "cancelled",
      "the session to be cancelled",
    )
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that comes fifty times at once, and once more, makes one order and asks Inbank at most twice (R20, R21)", async () => {
    const { shopper, payment, callback } = await lostCallback()
    const answers = await Promise.all(Array.from({ length: 50 }, async () => (await byForm(callback)).status))
    expect(new Set(answers)).toEqual(new Set([200]))
    const first = await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
    expect(reads()).toBeLessThanOrEqual(2)
    expect((await byForm(callback)).status).toBe(200)
    const order = await shop().admin.order(first.order_id ?? "")
    expect(order.payment_collections[0]?.payments).toHaveLength(1)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await ringsInTrail(shopper)).toBe(1)
  })

  it("of completed that comes before the one of granted leads to one captured order (R22)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    shop().sandbox.callbacks.disturb({ hold: true })
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const session = shop().sandbox.session(payment.posSessionUuid)
    await shop().sandbox.portal.approve(session?.creditContractUuid ?? "")
    const held = shop().sandbox.callbacks.held()
    expect(held.map(({ fields }) => saidStatus(fields.message))).toEqual(["granted", "completed"])
    await shop().sandbox.callbacks.release("reversed")
    const { order_id } = await finished(shopper)
    expect(await shop().admin.order(order_id ?? "")).toMatchObject({ payment_status: "captured" })
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("that comes a moment after a look is news all the same: Inbank is asked again (R22)", async () => {
    const { shopper, payment, callback } = await lostCallback()
    expect((await byForm(callback)).status).toBe(200)
    const { order_id } = await eventually(
      () => shopper.sessionStatus(payment),
      (seen) => seen.order_id !== null,
      "the order",
    )
    const knex = shop().container.resolve("__pg_connection__")
    await nobodyLooks(knex, shopper.cartId)
    await knex("inbank_session").where({ cart_id: shopper.cartId }).update({ checked_at: knex.fn.now() })

    shop().sandbox.callbacks.resume()
    const contract = shop().sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? ""
    await shop().sandbox.portal.approve(contract)
    await eventually(
      () => shop().admin.order(order_id ?? ""),
      (order) => order.payment_status === "captured",
      "the payment to be captured",
    )
  })

  it("that is replayed a day after the order was captured changes nothing (R13)", async () => {
    const { shopper, payment, callback } = await lostCallback("pp_inbank_direct")
    expect((await byForm(callback)).status).toBe(200)
    const before = await finished(shopper)
    expect(await shop().admin.order(before.order_id ?? "")).toMatchObject({ payment_status: "captured" })

    await rowsGrowOld("1 day")
    expect((await byForm(callback)).status).toBe(200)
    const after = await finished(shopper)
    expect(after).toMatchObject({
      order_id: before.order_id,
      session_status: "completed",
      closed_reason: null,
    })
    expect(await shop().admin.order(before.order_id ?? "")).toMatchObject({ payment_status: "captured" })
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "completed" })
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("ten days late, for a payment session that Medusa deleted when another method paid, finds its row and is shown to a human (R32, R91)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank("pp_inbank_direct")
    await shopper.choose("pp_system_default")
    expect(await shopper.complete()).toMatchObject({ type: "order" })
    await rowsGrowOld("10 days")

    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.includes("paid_twice"),
      "the problem",
    )
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({
      session_status: "completed",
      order_id: null,
    })
    expect(await shop().admin.orderCount()).toBe(1)
  })

  const saidStatus = (message: string) => z.object({ status: z.string() }).parse(JSON.parse(message)).status

  /** All that a row says about times moves into the past. */
  async function rowsGrowOld(interval: string): Promise<void> {
    const knex = shop().container.resolve("__pg_connection__")
    const columns = ["created_at", "valid_until", "rung_at", "checked_at", "changed_at"]
    await knex("inbank_session").update(
      Object.fromEntries(columns.map((column) => [column, knex.raw("?? - ?::interval", [column, interval])])),
    )
  }
})
