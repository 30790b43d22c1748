import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { comeBack } from "../../test-kit/shopper"
import { byForm, callbacksOf } from "../support/callback"
import { isAtRest, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("A customer who comes back from e-POS", (shop) => {
  const { lostCallback, wasRung } = callbacksOf(shop)

  type Lost = Awaited<ReturnType<typeof lostCallback>>
  it.each<[string, (lost: Lost) => Promise<URL>]>([
    ["whose callback was lost finds one order (R25)", async ({ back }) => await comeBack(back.redirect)],
    [
      "after the callback finds one order (R28)",
      async ({ callback, back }) => {
        await byForm(callback)
        return await comeBack(back.redirect)
      },
    ],
    [
      "before the callback finds one order (R27)",
      async ({ callback, back }) => {
        const page = await comeBack(back.redirect)
        await byForm(callback)
        return page
      },
    ],
    [
      "at the same moment as the callback finds one order (R29)",
      async ({ callback, back }) => {
        const [page] = await Promise.all([comeBack(back.redirect), byForm(callback)])
        return page
      },
    ],
  ])("%s", async (_order, arrive) => {
    const lost = await lostCallback()
    const page = await arrive(lost)
    const { order_id } = await eventually(
      () => lost.shopper.sessionStatus(lost.payment),
      (seen) => seen.order_id !== null,
      "the order",
    )
    expect([order_id, null]).toContain(page.searchParams.get("order_id"))
    expect((await comeBack(lost.back.redirect)).searchParams.get("order_id")).toBe(order_id)
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("finds their waiting page answered as soon as the order stands, and the shop open meanwhile (R159)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    // More than the shop has connections to its database.
    const pages = Array.from({ length: 40 }, async () => await shopper.sessionStatus(payment, { wait: 25 }))
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending" })
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const answers = await Promise.all(pages)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["granted"]))
    expect(new Set(answers.map(({ order_id }) => order_id)).size).toBe(1)
    expect(answers[0]?.order_id).toMatch(/^order_/)
  })

  it("is answered at once where too many pages of one purchase wait already", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const pages = Array.from({ length: 51 }, async () => await shopper.sessionStatus(payment, { wait: 25 }))
    expect(await Promise.race(pages)).toMatchObject({ status: "pending" })
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const statuses = (await Promise.all(pages)).map(({ status }) => status)
    expect(statuses.filter((status) => status === "granted")).toHaveLength(50)
  })

  it("finds it answered after as long as it wanted to wait, and refused what is no time", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    expect(await shopper.sessionStatus(payment, { wait: 1 })).toMatchObject({
      status: "pending",
      order_id: null,
    })
    const path = `/store/inbank/sessions/${payment.paymentSessionId}?cart_id=${shopper.cartId}`
    for (const wait of ["26", "-1", "1.5", "soon", "1&wait=2"])
      expect(await shopper.request("GET", `${path}&wait=${wait}`)).toMatchObject({
        status: 400,
        body: { message: "Give ?wait=… in whole seconds, 25 at most." },
      })
  })

  it("on another device, in a browser that was never in this shop, is led to the same order (R106)", async () => {
    const { back } = await lostCallback()
    const first = await comeBack(back.redirect)
    const elsewhere = await fetch(back.redirect, {
      redirect: "manual",
      headers: { "user-agent": "another phone", cookie: "connect.sid=s%3Aof-another-shopper" },
    })
    expect(elsewhere.status).toBe(303)
    expect(elsewhere.headers.get("location")).toBe(first.href)
    expect(elsewhere.headers.getSetCookie()).toEqual([])
    expect(first.searchParams.get("order_id")).toMatch(/^order_/)
  })

  it("three times after the order exists is led to that order each time (R107)", async () => {
    const { back } = await lostCallback()
    const pages = []
    for (let time = 0; time < 4; time += 1) pages.push((await comeBack(back.redirect)).href)
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toMatch(/order_id=order_/)
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("by a page of somebody else's makes us look and nothing more, whatever that page claims (R86, R133)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const urls = shop().sandbox.session(payment.posSessionUuid)?.partnerUrls
    const claims = { status: "completed", order_id: "order_forged", redirect: "https://evil.example.com" }
    const forged = await fetch(`${urls?.returnUrl}?${new URLSearchParams(claims).toString()}`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: "https://evil.example.com", referer: "https://evil.example.com/" },
      body: new URLSearchParams({ ...claims, hmac: "0", message: "{}", timestamp: "1" }),
    })
    const address = new URL(forged.headers.get("location") ?? "")
    expect(address.origin + address.pathname).toBe("http://127.0.0.1:9/ee/checkout/inbank")
    expect(Object.fromEntries(address.searchParams)).toEqual({
      status: "pending",
      cart_id: shopper.cartId,
      payment_session_id: payment.paymentSessionId,
    })
    const { "GET /products": _range, ...calls } = shop().sandbox.upstreamCounts()
    expect(calls).toEqual({ "POST /pos-sessions": 1, "GET /pos-sessions": 1 })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "pending" })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("more than 60 times within a minute is asked in a sentence to wait, and nobody looks", async () => {
    const { shopper, callback, back } = await lostCallback("pp_inbank_direct")
    await byForm(callback)
    await eventually(() => rowOfCart(shop().container, shopper.cartId), isAtRest, "the order to be captured")
    const open = (address: string) => fetch(address, { redirect: "manual" })
    const statuses: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const pages = await Promise.all(Array.from({ length: 10 }, () => open(back.redirect)))
      statuses.push(...pages.map(({ status }) => status))
    }
    expect(statuses).toEqual(Array.from({ length: 60 }, () => 303))
    const before = await rowOfCart(shop().container, shopper.cartId)
    const cancelUrl = shop().sandbox.state().sessions[0]?.partnerUrls.cancelUrl ?? ""
    for (const address of [back.redirect, cancelUrl]) {
      const refused = await open(address)
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
      expect(await refused.text()).toBe(
        "This page was opened very often within a minute. Your payment is safe: please wait a minute, then reload the page.",
      )
    }
    expect(await rowOfCart(shop().container, shopper.cartId)).toEqual(before)
  })

  it("long after the purchase is over is led to the shop's front page, which names neither cart nor order (R155)", async () => {
    const { shopper, back } = await lostCallback()
    const page = await comeBack(back.redirect)
    expect(page.searchParams.get("order_id")).toMatch(/^order_/)
    await moveBack("order", { id: page.searchParams.get("order_id") ?? "" }, "created_at")
    const row = await rowOfCart(shop().container, shopper.cartId)
    const asked = shop().sandbox.journal().length
    expect((await comeBack(back.redirect)).href).toBe("http://127.0.0.1:9/")
    expect(await rowOfCart(shop().container, shopper.cartId)).toEqual(row)
    expect(shop().sandbox.journal()).toHaveLength(asked)
  })

  it("long after Inbank has declined is led to the shop's front page too", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const { posSessionUuid } = await shopper.startInbank()
    const { redirect } = await shop().sandbox.customer.decline(posSessionUuid)
    expect((await comeBack(redirect)).searchParams.get("cart_id")).toBe(shopper.cartId)
    await moveBack("inbank_session", { cart_id: shopper.cartId }, "changed_at")
    expect((await comeBack(redirect)).href).toBe("http://127.0.0.1:9/")
  })

  it("cannot be played by whoever reads the address that Inbank calls", async () => {
    const { callback } = await lostCallback()
    const token = new URL(callback.url).pathname.split("/").at(-1) ?? ""
    for (const way of ["return", "cancel"]) {
      const answer = await fetch(`${shop().url}/inbank/${way}/${token}`, { redirect: "manual" })
      expect(answer.status).toBe(404)
    }
  })

  async function moveBack(table: string, where: object, column: string): Promise<void> {
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const longAgo = knex.raw("?? - interval '7 hours'", [column])
    await knex(table)
      .where(where)
      .update({ [column]: longAgo })
  }

  it("with a token that was never given out is told so, and nothing is enqueued", async () => {
    const { shopper } = await lostCallback()
    for (const token of ["never-given-out", "a".repeat(43)]) {
      const answer = await fetch(`${shop().url}/inbank/return/${token}`, { redirect: "manual" })
      expect(answer.status).toBe(404)
      expect(await answer.text()).toBe("This payment is not known here. Please go back to the shop.")
    }
    expect(await wasRung(shopper)).toBe(false)
  })
})
