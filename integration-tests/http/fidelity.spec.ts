import { eventually } from "../../test-kit/eventually"
import type { Shopper, StartedPayment } from "../../test-kit/shopper"
import { demoShop, signCallback, type FaultKind } from "../../src/sandbox"
import { openProblems, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

const REFUSAL = "Inbank cannot finance this purchase. Please choose another payment method."
const OUTAGE =
  "Inbank cannot be reached at the moment. Please try again in a moment or choose another payment method."

const rewrite = (merge: Record<string, unknown>): FaultKind => ({ type: "rewrite", merge })
const status = (code: number, body: object, headers?: Record<string, string>): FaultKind => ({
  type: "status",
  status: code,
  headers,
  body: JSON.stringify(body),
})

/** docs/fidelity.md lists the questions that these tests answer for. What follows an order is in the file beside. */
describeShop("Before an order, an Inbank", (shop) => {
  interface Checkout {
    shopper: Shopper
    payment: StartedPayment
  }

  async function atEpos(providerId = "pp_inbank_ee"): Promise<Checkout> {
    const shopper = shop().shopper()
    await shopper.fillCart()
    return { shopper, payment: await shopper.startInbank(providerId) }
  }

  /** The customer signed, and no callback came of it. */
  async function signedUnheard(providerId?: string): Promise<Checkout> {
    const checkout = await atEpos(providerId)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(checkout.payment.posSessionUuid)
    return checkout
  }

  /** One checkout for each answer, which Inbank gives from now on whenever it is asked for that session. */
  async function answered(
    answers: Record<string, (uuid: string) => FaultKind>,
  ): Promise<[string, Checkout][]> {
    const checkouts: [string, Checkout][] = []
    for (const [name, answer] of Object.entries(answers)) {
      const checkout = await signedUnheard()
      const uuid = checkout.payment.posSessionUuid
      shop().sandbox.faults.add({ route: "GET /pos-sessions", uuid, times: null, kind: answer(uuid) })
      checkouts.push([name, checkout])
    }
    return checkouts
  }

  async function namesWithOrder(checkouts: [string, Checkout][]): Promise<string[]> {
    const names = []
    for (const [name, { shopper, payment }] of checkouts) {
      const { status, order_id } = await shopper.sessionStatus(payment)
      if (order_id !== null) names.push(name)
      else expect([name, status]).toEqual([name, "pending"])
    }
    return names
  }

  async function expectOrders(checkouts: [string, Checkout][], problems: string[] = []): Promise<void> {
    const names = checkouts.map(([name]) => name)
    const placed = await eventually(
      async () => {
        await aMinuteLater(shop().container)
        return await namesWithOrder(checkouts)
      },
      (found) => found.length === names.length,
      `the orders of ${names.join(", ")}`,
    )
    expect(placed).toEqual(names)
    expect(await shop().admin.orderCount()).toBe(names.length)
    expect(await openProblems(shop().container)).toEqual(problems)
  }

  it("that says nothing plain is asked again: nothing is paid and nothing fails until it speaks plainly", async () => {
    const checkouts = await answered({
      "an unknown status": () => rewrite({ status: "on_hold" }),
      "an amount that cannot be read": () => rewrite({ totalAmount: "473,40 EUR" }),
      "no such session": () => status(404, { message: "not_found" }),
      "too many requests": () => status(429, {}, { "retry-after": "60" }),
    })
    await aMinuteLater(shop().container)
    await aMinuteLater(shop().container)
    expect(await namesWithOrder(checkouts)).toEqual([])
    for (const [name, { shopper }] of checkouts) {
      const { next_check_at } = await rowOfCart(shop().container, shopper.cartId)
      expect([name, next_check_at, await shopper.complete()]).toMatchObject([
        name,
        expect.any(Date),
        {
          type: "cart",
          error: { type: "payment_requires_more_error", message: expect.stringMatching(/^Inbank .*\.$/) },
        },
      ])
    }
    expect(await shop().admin.orderCount()).toBe(0)
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /contracts/cancel")
    expect(await openProblems(shop().container)).toContain("unknown_to_inbank")

    shop().sandbox.faults.clear()
    await expectOrders(checkouts)
  })

  it("that says the same in another form is understood", async () => {
    const checkouts = await answered({
      "its status in capitals, beside fields nobody has heard of": () =>
        rewrite({ status: "GRANTED", decision: { score: [1, 2] }, subStatus: "declined" }),
      "the amount as text, and the currency in small letters": () =>
        rewrite({ totalAmount: "473.40", currency: "eur" }),
      "neither amount nor currency": () => rewrite({ totalAmount: null, currency: null }),
      "its id as posSessionUuid": (posSessionUuid) => rewrite({ uuid: null, posSessionUuid }),
    })
    await expectOrders(checkouts)
  })

  it("that counts in cents is never paid: the contract is given up and a human told", async () => {
    const { shopper, payment } = await signedUnheard()
    shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: rewrite({ totalAmount: 47_340 }),
    })
    await aMinuteLater(shop().container)
    expect(await shopper.sessionStatus(payment)).toEqual({
      status: "cancelled",
      reason: "amount_mismatch",
      order_id: null,
    })
    expect(await openProblems(shop().container)).toEqual(["amount_mismatch"])
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that completed a contract without telling anybody gets the order placed and captured", async () => {
    const checkout = await signedUnheard("pp_inbank_direct")
    await expectOrders([["completed", checkout]])
    const { order_id } = await checkout.shopper.sessionStatus(checkout.payment)
    await eventually(
      () => shop().admin.order(order_id ?? ""),
      ({ payment_status }) => payment_status === "captured",
      "the capture",
    )
  })

  it("that calls by GET, with a message that is no JSON, is heard", async () => {
    const { shopper, payment } = await signedUnheard()
    const url = shop().sandbox.session(payment.posSessionUuid)?.partnerUrls.callbackUrl
    const fields = signCallback(demoShop.apiKey, "2026-03-01T09:10:00+02:00", "uuid=1&state=GRANTED")
    expect((await fetch(`${url}?${new URLSearchParams({ ...fields }).toString()}`)).status).toBe(200)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
  })

  it("that signs no callback, or by another rule, gets the orders placed by the sweep, though signatures are demanded", async () => {
    const checkouts: [string, Checkout][] = []
    for (const signature of ["missing", "wrong_key"] as const) {
      const checkout = await atEpos()
      shop().sandbox.callbacks.disturb({ signature })
      await shop().sandbox.customer.approve(checkout.payment.posSessionUuid)
      checkouts.push([signature, checkout])
    }
    const { callbacks } = shop().sandbox.state()
    expect(callbacks.map(({ responseStatus }) => responseStatus)).toEqual([401, 401])
    expect(await namesWithOrder(checkouts)).toEqual([])
    await expectOrders(checkouts, ["callbacks_rejected"])
  })

  it("that sends each callback three times gets one order", async () => {
    const { shopper, payment } = await atEpos()
    shop().sandbox.callbacks.disturb({ copies: 3 })
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("that refuses or loses a new session costs the shopper a sentence, and the next click makes another (R48)", async () => {
    const faults: [FaultKind, string][] = [
      [status(422, { message: "This locale is not supported" }), REFUSAL],
      [status(422, { message: ["locale_is_not_valid", "description_is_too_long"] }), REFUSAL],
      [status(422, { message: { locale: ["is_not_valid"] } }), REFUSAL],
      [status(422, {}), REFUSAL],
      [rewrite({ redirectUrl: null }), OUTAGE],
      [{ type: "reset_after" }, OUTAGE],
    ]
    const shopper = shop().shopper()
    await shopper.fillCart()
    for (const [kind, message] of faults) {
      shop().sandbox.faults.add({ route: "POST /pos-sessions", kind })
      expect(await shopper.choose("pp_inbank_ee")).toMatchObject({ body: { message } })
      expect((await shopper.choose("pp_system_default")).status).toBe(200)
    }
    const payment = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await expectOrders([["the last click", { shopper, payment }]])
  })

  it("that sends shoppers to another host is named to the merchant, and nobody is sent there (R51)", async () => {
    const kind = rewrite({ redirectUrl: "https://epos.inbank.example/x" })
    shop().sandbox.faults.add({ route: "POST /pos-sessions", kind })
    const shopper = shop().shopper()
    await shopper.fillCart()
    expect(await shopper.choose("pp_inbank_ee")).toMatchObject({
      body: { message: "Inbank cannot be used at the moment. Please choose another payment method." },
    })
    expect(await openProblems(shop().container)).toEqual(["redirect_host_refused"])
    // A session at a host that is listed says that it is mended.
    await shopper.startInbank()
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("that has no products to ask for is offered all the same, and refuses a price itself", async () => {
    const kind = status(404, { message: "not_found" })
    shop().sandbox.faults.add({ route: "GET /products", times: null, kind })
    const shopper = shop().shopper()
    await shopper.fillCart("Ceramic mug")
    // Products are remembered for an hour: this account is not asked for in any other test here.
    expect(await shopper.choose("pp_inbank_later")).toMatchObject({ body: { message: REFUSAL } })
    const { payment } = await atEpos("pp_inbank_later")
    expect(payment.redirectUrl).toContain(shop().sandbox.url)
  })

  it("that gives rates in another unit and texts of its own has none of them shown", async () => {
    const merge = { interestRateAnnual: 11.9, creditCostRateAnnual: "18.9", legalText: "Borrow now!" }
    shop().sandbox.faults.add({ route: "POST /calculations", times: null, kind: rewrite(merge) })
    // Of Estonia only: the account that delivers abroad has asked for the rates.
    const path = "/store/inbank/offers?amount=473.40&currency_code=eur&country=ee"
    const { body } = await shop().shopper().request("GET", path)
    expect(body).toMatchObject({
      offers: expect.arrayContaining([expect.objectContaining({ provider_id: "pp_inbank_ee" })]),
    })
    expect(JSON.stringify(body)).not.toMatch(/11\.9|18\.9|Borrow/)
  })
})
