import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import type { FaultKind } from "../../src/sandbox"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, everybodyHasLooked } from "../support/sweeps"

const SOMEBODY_ELSES = "788ec8c4-c497-470b-8505-2303f151d427"

/** docs/fidelity.md lists the questions that these tests answer for. */
describeShop("After an order, an Inbank", (shop) => {
  type Order = Awaited<ReturnType<typeof placedOrder>>

  /** An order that Inbank granted; no callback comes, before or after. */
  async function placedOrder(providerId = "pp_inbank_ee") {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const { posSessionUuid, ...payment } = await shopper.startInbank(providerId)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(posSessionUuid)
    const { order_id } = await eventually(
      async () => {
        await aMinuteLater(shop().container)
        return await shopper.sessionStatus({ posSessionUuid, ...payment })
      },
      (seen) => seen.order_id !== null,
      "the order",
    )
    return {
      order: await shop().admin.order(order_id ?? ""),
      session: posSessionUuid,
      contract: shop().sandbox.session(posSessionUuid)?.creditContractUuid ?? "",
    }
  }

  function rewrite(
    route: "GET /pos-sessions" | "GET /contracts",
    uuid: string,
    merge: Record<string, unknown>,
  ): void {
    shop().sandbox.faults.add({ route, uuid, times: null, kind: { type: "rewrite", merge } })
  }

  async function paymentStatus({ order }: Pick<Order, "order">): Promise<string> {
    return (await shop().admin.order(order.id)).payment_status
  }

  /** Minutes pass until the sweep has captured it. */
  async function expectCaptured(placed: Pick<Order, "order">): Promise<void> {
    await eventually(
      async () => {
        await aMinuteLater(shop().container)
        return await paymentStatus(placed)
      },
      (status) => status === "captured",
      "the capture",
    )
  }

  it("that says nothing plain about a contract is asked again: it is neither captured nor given up until then", async () => {
    const contracts = [{ status: "under_review" }, { uuid: SOMEBODY_ELSES }]
    const orders: Order[] = []
    for (const merge of contracts) {
      const placed = await placedOrder()
      rewrite("GET /contracts", placed.contract, merge)
      orders.push(placed)
    }
    const undecided = await placedOrder()
    rewrite("GET /pos-sessions", undecided.session, { status: "under_review" })
    orders.push(undecided)

    for (const { contract } of orders) await shop().sandbox.portal.approve(contract)
    await aMinuteLater(shop().container)
    await aMinuteLater(shop().container)
    for (const { order } of orders) {
      const seen = await shop().admin.order(order.id)
      expect(seen).toMatchObject({ status: "pending", payment_status: "authorized" })
    }
    // Strange words are shown to a human; a contract that is somebody else's is an answer that is none.
    expect(await openProblems(shop().container)).toEqual(["unknown_status", "unknown_status"])
    expect(await shop().admin.capture(undecided.order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("has not granted this contract yet") },
    })

    shop().sandbox.faults.clear()
    for (const placed of orders) await expectCaptured(placed)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.length === 0,
      "the problems to be cleared",
    )
  })

  it("that writes the contract's status in capitals, with fields nobody has heard of, is understood", async () => {
    const placed = await placedOrder()
    rewrite("GET /contracts", placed.contract, { status: "ACTIVATED", riskClass: "A" })
    await shop().sandbox.portal.approve(placed.contract)
    await expectCaptured(placed)
  })

  it("that completed but names no contract gets no order until it does", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank("pp_inbank_direct")
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    rewrite("GET /pos-sessions", payment.posSessionUuid, { creditContractUuid: null })
    await aMinuteLater(shop().container)
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending", order_id: null })
    expect(await shop().admin.orderCount()).toBe(0)

    shop().sandbox.faults.clear()
    const { order_id } = await eventually(
      async () => {
        await aMinuteLater(shop().container)
        return await shopper.sessionStatus(payment)
      },
      (seen) => seen.order_id !== null,
      "the order",
    )
    await expectCaptured({ order: await shop().admin.order(order_id ?? "") })
  })

  it("that granted but names no contract is captured once it does, and the merchant is told why not before", async () => {
    shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "rewrite", merge: { creditContractUuid: null } },
    })
    const placed = await placedOrder()
    expect(await shop().admin.capture(placed.order)).toMatchObject({
      status: 400,
      body: { message: "Inbank has not named the contract yet. Try again in a minute." },
    })
    expect(await paymentStatus(placed)).toBe("authorized")

    shop().sandbox.faults.clear()
    const { status } = await eventually(
      async () => {
        await aMinuteLater(shop().container)
        return await shop().admin.capture(placed.order)
      },
      (answer) => answer.status === 200,
      "the capture",
    )
    expect([status, await paymentStatus(placed)]).toEqual([200, "captured"])
  })

  it("that answers an approval with a body instead of 204 has approved", async () => {
    const placed = await placedOrder()
    shop().sandbox.faults.add({
      route: "POST /contracts/merchant-approval",
      kind: { type: "status_after", status: 200, body: JSON.stringify({ status: "approved" }) },
    })
    expect((await shop().admin.capture(placed.order)).status).toBe(200)
    expect(await paymentStatus(placed)).toBe("captured")
  })

  it("that refuses an approval, in any shape, is quoted to the merchant, who may try again", async () => {
    const placed = await placedOrder()
    const refusals = [
      { message: "The contract cannot be approved" },
      { message: ["can_not_approve"] },
      { message: { contract: ["can_not_approve"] } },
      {},
    ]
    for (const body of refusals) {
      const kind: FaultKind = { type: "status", status: 422, body: JSON.stringify(body) }
      shop().sandbox.faults.add({ route: "POST /contracts/merchant-approval", kind })
      expect(await shop().admin.capture(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/^Inbank refused the request.*\.$/) },
      })
      expect(await paymentStatus(placed)).toBe("authorized")
    }
    expect((await shop().admin.capture(placed.order)).status).toBe(200)
    expect(await paymentStatus(placed)).toBe("captured")
  })

  it("that takes an approval and stays granted is captured by itself once it has completed", async () => {
    const placed = await placedOrder()
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const row = knex("inbank_session").where({ pos_session_uuid: placed.session })
    await everybodyHasLooked(shop().container)
    // An order of last week, at which nobody looks before tomorrow.
    await row.clone().update({ next_check_at: knex.raw("now() + interval '1 day'") })
    rewrite("GET /pos-sessions", placed.session, { status: "granted" })
    expect(await shop().admin.capture(placed.order)).toMatchObject({
      status: 400,
      body: { code: "activating", message: expect.stringContaining("captured by itself as soon as it is") },
    })
    expect(await paymentStatus(placed)).toBe("authorized")
    const due = row.clone().where("next_check_at", "<=", knex.raw("now() + interval '1 minute'"))
    expect(await due).toHaveLength(1)

    shop().sandbox.faults.clear()
    await expectCaptured(placed)
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /contracts/merchant-approval": 1 })
  })

  it("that names another sum once it was asked to approve is not booked, and the merchant is told why", async () => {
    const placed = await placedOrder()
    rewrite("GET /pos-sessions", placed.session, { totalAmount: 47_340 })
    expect(await shop().admin.capture(placed.order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Inbank's amount differs from the order's") },
    })
    expect(await paymentStatus(placed)).toBe("authorized")
  })

  it("that waits for an approval no longer keeps the order, and a human is told not to ship it", async () => {
    const placed = await placedOrder()
    await shop().sandbox.expireSessions({ evenIfStillValid: true, evenIfSigned: true })
    await eventually(
      async () => {
        await aMinuteLater(shop().container)
        return await paymentStatus(placed)
      },
      (status) => status === "canceled",
      "the payment to be cancelled",
    )
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ status: "pending" })
    expect(await openProblems(shop().container)).toEqual(["do_not_ship"])
  })

  it("whose refunds are not known is asked for none, and none is booked: in full, in part, or of Pay next month", async () => {
    const hirePurchase = await placedOrder("pp_inbank_direct")
    const payNextMonth = await placedOrder("pp_inbank_later")
    await expectCaptured(hirePurchase)
    await expectCaptured(payNextMonth)
    const posts = () =>
      Object.entries(shop().sandbox.upstreamCounts()).filter(([route]) => /^POST/.test(route))
    const before = posts()
    for (const [{ order }, body] of [
      [hirePurchase, {}],
      [hirePurchase, { amount: 30 }],
      [payNextMonth, {}],
    ] as const) {
      const path = `/admin/payments/${order.payment_collections[0]?.payments[0]?.id}/refund`
      expect(await shop().admin.request("POST", path, body)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("Partner Portal") },
      })
    }
    expect(await paymentStatus(hirePurchase)).toBe("captured")
    expect(await paymentStatus(payNextMonth)).toBe("captured")
    expect(posts()).toEqual(before)
  })
})
