import { eventually } from "../../test-kit/eventually"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import type { FaultKind } from "../../src/sandbox"
import { isAtRest, openProblems, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"

describeShop("While Inbank misbehaves,", (shop) => {
  const HOUR = 3_600_000
  /** A contract was granted, and nobody told the store. */
  async function grantedUnheard() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    return { shopper, payment }
  }
  function answerEveryRead(kind: FaultKind) {
    shop().sandbox.faults.add({ route: "GET /pos-sessions", times: null, kind })
  }
  /** A cart's address for choosing how to pay. */
  async function pathToPay(): Promise<string> {
    const post = async (path: string, body: object) =>
      (await shop().shopper().request("POST", path, body)).body
    const { regionId, variants } = shop().seeded
    const items = [{ variant_id: variants["City bicycle"], quantity: 1 }]
    const named = z.object({ id: z.string() })
    const { cart } = z
      .object({ cart: named })
      .parse(await post("/store/carts", { region_id: regionId, items }))
    const { payment_collection } = z
      .object({ payment_collection: named })
      .parse(await post("/store/payment-collections", { cart_id: cart.id }))
    return `/store/payment-collections/${payment_collection.id}/payment-sessions`
  }
  const nextCheckIn = async (cartId: string) => {
    const { next_check_at } = await rowOfCart(shop().container, cartId)
    return new Date(next_check_at ?? 0).getTime() - Date.now()
  }
  const problemSubjects = async () => {
    const query = shop().container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({ entity: "inbank_problem", fields: ["subject"] })
    return z
      .array(z.object({ subject: z.string() }))
      .parse(data)
      .map(({ subject }) => subject)
  }

  it.each([
    [
      "a refused key is one problem of the account, asked with once an hour, which heals by itself (R45)",
      401,
    ],
    [
      "a forbidden key is one problem of the account, asked with once an hour, which heals by itself (R46)",
      403,
    ],
  ])("%s", async (_title, status) => {
    const first = await grantedUnheard()
    const second = await grantedUnheard()
    answerEveryRead({ type: "status", status, body: '{"message":"No"}' })
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["credentials_refused"])
    expect(await problemSubjects()).toEqual(["pp_inbank_ee"])
    for (const { shopper } of [first, second]) {
      expect(await nextCheckIn(shopper.cartId)).toBeGreaterThan(0.9 * HOUR)
    }

    shop().sandbox.faults.clear()
    // One shopper's new session shows that the key is taken: what waited is due at once.
    const third = shop().shopper()
    await third.fillCart("Espresso machine")
    await third.startInbank()
    expect(await openProblems(shop().container)).toEqual([])
    for (const { shopper } of [first, second]) expect(await nextCheckIn(shopper.cartId)).toBeLessThan(1_000)
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(2)
  })

  it("a session that it no longer knows stays open and is shown to a human (R47)", async () => {
    const { shopper, payment } = await grantedUnheard()
    answerEveryRead({ type: "status", status: 404, body: '{"message":"Not found"}' })
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["unknown_to_inbank"])
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending" })

    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })

  const ok = (body: string): FaultKind => ({ type: "status", status: 200, body })
  it.each<[string, FaultKind]>([
    ["no answer in time neither pays nor fails a payment (R41)", { type: "hang_before" }],
    ["half an answer neither pays nor fails a payment (R42)", { type: "cut_body" }],
    [
      "an HTML page with 502 neither pays nor fails a payment (R43)",
      { type: "status", status: 502, body: "<html>Bad gateway</html>" },
    ],
    [
      "429 with Retry-After neither pays nor fails a payment (R44)",
      { type: "status", status: 429, body: "{}", headers: { "retry-after": "1" } },
    ],
    [
      "429 without Retry-After neither pays nor fails a payment (R44)",
      { type: "status", status: 429, body: "{}" },
    ],
    ["malformed JSON neither pays nor fails a payment (R49)", ok('{"status": "granted"')],
    ["an empty answer neither pays nor fails a payment (R49)", ok("")],
    [
      "an answer of wrong types neither pays nor fails a payment (R49)",
      ok('{"uuid": 7, "status": ["completed"], "totalAmount": {}}'),
    ],
  ])("%s, and the next look places the order", async (_title, kind) => {
    const { shopper, payment } = await grantedUnheard()
    answerEveryRead(kind)
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(0)
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending", order_id: null })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "granted" })

    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("an answer that takes back what it had said for good changes nothing and is shown to a human (R23)", async () => {
    const { shopper, payment } = await grantedUnheard()
    await aMinuteLater(shop().container)
    const { order_id } = await shopper.sessionStatus(payment)
    const order = await shop().admin.order(order_id ?? "")
    answerEveryRead({ type: "rewrite", merge: { status: "pending" } })
    await aMinuteLater(shop().container)
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({ session_status: "granted" })
    expect(await openProblems(shop().container)).toEqual(["contradiction"])

    shop().sandbox.faults.clear()
    await minutesLater(
      shop().container,
      () => openProblems(shop().container),
      (kinds) => kinds.length === 0,
      "the problem to be cleared",
    )
    expect((await shop().admin.capture(order)).status).toBe(200)
  })

  it("twenty-five checkouts at once wait for a slow answer without holding the database up, and all end (R50)", async () => {
    const paths = []
    for (let count = 0; count < 25; count += 1) paths.push(await pathToPay())
    const other = await pathToPay()
    const choose = async (path: string, provider_id: string) =>
      (await shop().shopper().request("POST", path, { provider_id })).status
    const slow = shop().sandbox.faults.add({
      route: "POST /pos-sessions",
      times: null,
      kind: { type: "hang_before" },
    })
    const checkouts = paths.map((path) => choose(path, "pp_inbank_ee"))
    // Medusa's pool has ten connections: more than that wait at Inbank, and another method still finds one.
    await shop().sandbox.faults.befallen(slow.id, 15)
    expect(await choose(other, "pp_system_default")).toBe(200)
    shop().sandbox.faults.clear()
    expect(await Promise.all(checkouts)).toEqual(paths.map(() => 200))
    expect(shop().sandbox.state().sessions).toHaveLength(25)
  })

  it("a cancellation said after completed is shown to a human, and the order stays captured (R24)", async () => {
    const { shopper, payment } = await grantedUnheard()
    await aMinuteLater(shop().container)
    const { order_id } = await shopper.sessionStatus(payment)
    const order = await shop().admin.order(order_id ?? "")
    expect((await shop().admin.capture(order)).status).toBe(200)
    await eventually(() => rowOfCart(shop().container, shopper.cartId), isAtRest, "the row to be finished")
    answerEveryRead({ type: "rewrite", merge: { status: "cancelled" } })
    shop().sandbox.callbacks.resume()
    await shop().sandbox.callbacks.repeat(payment.posSessionUuid)
    await aMinuteLater(shop().container)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.includes("do_not_ship"),
      "a human to be told",
    )
    expect(await shop().admin.order(order.id)).toMatchObject({
      status: "pending",
      payment_status: "captured",
    })
  })

  it("a session that was made although the answer got lost is not made again by itself, and its cart can start anew (R53)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    shop().sandbox.faults.add({ route: "POST /pos-sessions", kind: { type: "reset_after" } })
    expect((await shopper.choose("pp_inbank_ee")).status).toBe(500)
    await aMinuteLater(shop().container)
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })

    const payment = await shopper.startInbank()
    const [lost, made] = shop().sandbox.state().sessions
    expect(payment.posSessionUuid).toBe(made?.uuid)
    expect(lost?.uuid).not.toBe(made?.uuid)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("an approval whose answer got lost counts, once Inbank is asked (R54)", async () => {
    const { shopper, payment } = await grantedUnheard()
    await aMinuteLater(shop().container)
    const { order_id } = await shopper.sessionStatus(payment)
    const order = await shop().admin.order(order_id ?? "")
    shop().sandbox.faults.add({ route: "POST /contracts/merchant-approval", kind: { type: "reset_after" } })
    expect((await shop().admin.capture(order)).status).toBe(200)
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /contracts/merchant-approval": 1 })
  })
})
