import { InbankStore } from "../../src/modules/inbank/store"
import { openProblems, problemRows } from "../support/rows"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { eventually } from "../../test-kit/eventually"
import { describeShop } from "../support/shop"
import { nobodyLooks } from "../support/time"
import { aMinuteLater, everybodyHasLooked } from "../support/sweeps"

describeShop("After an order was placed", (shop) => {
  async function placedOrder() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const { order_id } = await eventually(
      () => shopper.sessionStatus(payment),
      (seen) => seen.order_id !== null,
      "the order to be placed",
    )
    const order = await shop().admin.order(order_id ?? "")
    return {
      order,
      payment,
      cartId: shopper.cartId,
      contract: shop().sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? "",
    }
  }
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  async function capturedOrder() {
    const placed = await placedOrder()
    expect((await shop().admin.capture(placed.order)).status).toBe(200)
    return placed
  }

  it("a part of the payment cannot be captured: contracts are approved whole", async () => {
    const { order } = await placedOrder()
    expect(await shop().admin.capture(order, { amount: 50 })).toMatchObject({
      status: 400,
      body: { message: "Inbank contracts are approved whole: capture the full amount." },
    })
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /contracts/merchant-approval")
    expect((await shop().admin.capture(order)).status).toBe(200)
  })

  it("capturing approves a contract that is only granted, and once more changes nothing (R113, R114)", async () => {
    const { order } = await placedOrder()
    const both = await Promise.all([shop().admin.capture(order), shop().admin.capture(order)])
    expect(both.map(({ status }) => status)).toContain(200)
    expect((await shop().admin.capture(order)).status).toBe(200)
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /contracts/merchant-approval": 1 })
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })

  it("captured and cancelled at the same moment is one of the two, on both sides (R110)", async () => {
    const { order, payment } = await placedOrder()
    const [captured, cancelled] = await Promise.all([shop().admin.capture(order), shop().admin.cancel(order)])
    const isCaptured = captured.status === 200
    expect(cancelled.status === 200).toBe(!isCaptured)
    await aMinuteLater(shop().container)
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({
      status: isCaptured ? "completed" : "cancelled",
    })
    expect(await shop().admin.order(order.id)).toMatchObject(
      isCaptured ? { status: "pending", payment_status: "captured" } : { status: "canceled" },
    )
  })

  it("an approval given in the Partner Portal captures the payment by itself", async () => {
    const { order, contract } = await placedOrder()
    await shop().sandbox.portal.approve(contract)
    await eventually(
      () => shop().admin.order(order.id),
      ({ payment_status }) => payment_status === "captured",
      "the payment to be captured",
    )
  })

  it("an approval given in the Partner Portal that we heard nothing of makes the capture button a success (R55)", async () => {
    const { order, contract } = await placedOrder()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.approve(contract)
    expect((await shop().admin.capture(order)).status).toBe(200)
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })

  it("a cancellation that meets a contract completed meanwhile is refused: Inbank has paid (R56)", async () => {
    const { order, contract } = await placedOrder()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.approve(contract)
    expect(await shop().admin.cancel(order)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/not cancelled.*Inbank has just paid/) },
    })
    await aMinuteLater(shop().container)
    expect(await shop().admin.order(order.id)).toMatchObject({
      status: "pending",
      payment_status: "captured",
    })
  })

  it("a cancellation that a merchant's own code makes of a paid order is shown, with Medusa's false booking (R111)", async () => {
    const { order, contract } = await capturedOrder()
    await cancelOrderWorkflow(shop().container).run({ input: { order_id: order.id } })
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.includes("financed_order_canceled"),
      "the problem",
    )
    expect(await problemRows(shop().container)).toMatchObject([
      {
        remedy: expect.stringContaining("Inbank paid for an order that is cancelled in Medusa"),
        detail: expect.stringMatching(/transaction of -.*was not given back/),
      },
    ])
    await shop().sandbox.portal.withdraw(contract)
    expect(await shop().admin.inbankOrder(order.id)).toMatchObject({
      body: { problems: [{ kind: "contract_terminated" }], after_sale: { refund_in_full: { by: "record" } } },
    })
    expect((await shop().admin.recordPortalRefund(order.id, { reference: "withdrawn" })).status).toBe(200)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.length === 0,
      "the problem to be cleared",
    )
    expect(await shop().admin.order(order.id)).toMatchObject({
      status: "canceled",
      payment_status: "refunded",
    })
    // What Medusa had booked falsely has come true, and is not booked once more.
    const amounts = await knex()("order_transaction").where({ order_id: order.id }).pluck<string[]>("amount")
    expect(amounts.map(Number)).toEqual([order.total, -order.total])
  })

  it("a contract cancelled in the Partner Portal makes the capture button a refusal that says so", async () => {
    const { order, contract } = await placedOrder()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.cancel(contract)
    expect(await shop().admin.capture(order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Do not ship") },
    })
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "authorized" })
    await aMinuteLater(shop().container)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.includes("do_not_ship"),
      "the warning",
    )
  })

  it("a contract that is known to be cancelled is captured by nobody, though its payment stands still", async () => {
    const { order, contract } = await placedOrder()
    await everybodyHasLooked(shop().container)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.cancel(contract)
    // As somebody who looks writes it down, before they cancel the payment.
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex("inbank_session").update({ session_status: "cancelled", checked_at: knex.fn.now() })
    expect(await shop().admin.capture(order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("no longer finances this order") },
    })
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "authorized" })
  })

  it("a refund is never a success: it says where to make it", async () => {
    const { order } = await capturedOrder()
    const payment = order.payment_collections[0]?.payments[0]
    const refund = await shop().admin.request("POST", `/admin/payments/${payment?.id}/refund`, { amount: 30 })
    expect(refund).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/Nothing was refunded.*https:\/\/demo-partner\.inbank\.ee/) },
    })
    expect(await shop().admin.order(order.id)).toMatchObject({
      payment_status: "captured",
      total: order.total,
    })
  })

  it("a paid order cannot be cancelled in Medusa, so that no refund is invented", async () => {
    const { order } = await capturedOrder()
    expect(await shop().admin.cancel(order)).toMatchObject({
      status: 400,
      body: {
        message: expect.stringMatching(/not cancelled.*Withdraw the purchase in Inbank's Partner Portal/),
      },
    })
    expect(await shop().admin.order(order.id)).toMatchObject({
      status: "pending",
      payment_status: "captured",
    })
  })

  it("a payment session that lost all it knew is deleted without a word to Inbank (R126)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const { paymentSessionId } = await shopper.startInbank()
    const before = shop().sandbox.upstreamCounts()
    await knex()("payment_session").where({ id: paymentSessionId }).update({ data: {} })
    expect((await shopper.choose("pp_system_default")).status).toBe(200)
    expect(shop().sandbox.upstreamCounts()).toEqual(before)
  })

  it("a rollback that cancels without naming a payment leaves order and contract as they are (R127)", async () => {
    const { order, payment, cartId } = await placedOrder()
    const payments = shop().container.resolve(Modules.PAYMENT)
    await knex()("payment_session").where({ id: payment.paymentSessionId }).update({ authorized_at: null })
    const authorizeAgain = () => payments.authorizePaymentSession(payment.paymentSessionId, {})
    shop().sandbox.callbacks.pause()
    await everybodyHasLooked(shop().container)
    await nobodyLooks(knex(), cartId)
    await expect(authorizeAgain()).rejects.toThrow(/being looked after/)
    // As after a race of two completions of this process: the second authorizes once more, finds a payment there, and takes
    // "its own" back.
    const { leases } = new InbankStore(knex())
    const lease = await leases.take(order.payment_collections[0]?.id ?? "")
    if (!lease) throw new Error("somebody is at it")
    await expect(authorizeAgain()).rejects.toThrow(/already exists/)
    await leases.free(lease)
    await aMinuteLater(shop().container)
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "granted" })
    expect((await shop().admin.capture(order)).status).toBe(200)
  })

  async function orderPaidOtherwise() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.choose("pp_system_default")
    const completion = await shopper.complete()
    if (completion.type !== "order") throw new Error("no order")
    return await shop().admin.order(completion.order.id)
  }

  it("an order that another method paid is cancelled as ever", async () => {
    expect((await shop().admin.cancel(await orderPaidOtherwise())).status).toBe(200)
  })

  it("an order that shares its contract with a second one is not cancelled while both stand", async () => {
    const { order, payment } = await placedOrder()
    const second = await orderPaidOtherwise()
    // As two completions of one cart have left it in Medusa before its carts were locked.
    const cartOf = knex()("order_cart").where({ order_id: order.id }).select("cart_id")
    await knex()("order_cart").where({ order_id: second.id }).update({ cart_id: cartOf })

    expect(await shop().admin.cancel(order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Two orders were made of this cart and share one contract") },
    })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "granted" })
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toContain("ordered_twice")

    expect((await shop().admin.cancel(second)).status).toBe(200)
    expect((await shop().admin.cancel(order)).status).toBe(200)
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
  })
})
