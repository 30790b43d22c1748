import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import { openProblems, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/time"

describeShop("While Inbank misbehaves", (shop) => {
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
  async function answerEveryRead(status: number, body: string, headers?: Record<string, string>) {
    shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "status", status, body, headers },
    })
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

  it("a refused key is one problem of the account, is asked with once an hour, and heals by itself when it is taken again (R45)", async () => {
    const first = await grantedUnheard()
    const second = await grantedUnheard()
    await answerEveryRead(401, '{"message":"Unauthorized"}')
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
    await answerEveryRead(404, '{"message":"Not found"}')
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["unknown_to_inbank"])
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending" })

    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })

  it.each([
    ["an HTML page with 502 (R43)", 502, "<html>Bad gateway</html>", undefined],
    ["429 with Retry-After (R44)", 429, "{}", { "retry-after": "1" }],
    ["malformed JSON (R49)", 200, '{"status": "granted"', undefined],
    ["nothing at all (R49)", 200, "", undefined],
    ["wrong types (R49)", 200, '{"uuid": 7, "status": ["completed"], "totalAmount": {}}', undefined],
  ])("%s neither pays nor fails a payment, and the next look places the order", async (...fault) => {
    const [, status, body, headers] = fault
    const { shopper, payment } = await grantedUnheard()
    await answerEveryRead(status, body, headers)
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
    shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "rewrite", merge: { status: "pending" } },
    })
    await aMinuteLater(shop().container)
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({ session_status: "granted" })
    expect(await openProblems(shop().container)).toEqual(["contradiction"])

    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual([])
    expect((await shop().admin.capture(order)).status).toBe(200)
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
