import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { eventually } from "../../test-kit/eventually"
import type { AdminOrder } from "../support/admin"
import { capturedOrder, givenBack } from "../support/orders"
import { rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, everybodyHasLooked, minutesLater } from "../support/sweeps"
import { everybodyEnds, nobodyLooks } from "../support/time"

/** What a process that is killed in the middle of Medusa's own work leaves in its tables. */
describeShop("Work that a dead process left half done", (shop) => {
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
    return { shopper, order, posSessionUuid: payment.posSessionUuid }
  }
  const paymentOf = (order: AdminOrder) => order.payment_collections[0]?.payments[0]?.id

  /** As Medusa writes it, committed, before it calls the provider. While it is young, no look takes it away. */
  async function leave(
    table: "capture" | "refund",
    order: AdminOrder,
    amount: number = order.total,
  ): Promise<void> {
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await everybodyHasLooked(shop().container)
    await knex(table).insert({
      id: `${table}_left`,
      payment_id: paymentOf(order),
      amount,
      raw_amount: JSON.stringify({ value: String(amount), precision: 20 }),
    })
  }
  /** Longer than anybody is at it. */
  async function growsOld(table: "capture" | "refund"): Promise<void> {
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex(table)
      .where({ id: `${table}_left` })
      .update({ created_at: knex.raw("created_at - interval '2 minutes'") })
  }
  async function left(table: "capture" | "refund"): Promise<number> {
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    return (
      await knex(table)
        .whereNull("deleted_at")
        .where({ id: `${table}_left` })
    ).length
  }

  async function takenAway(table: "capture" | "refund"): Promise<void> {
    const isGone = (rows: number) => rows === 0
    await minutesLater(shop().container, () => left(table), isGone, "what was left to be taken away")
  }

  it("of a capture blocks every later capture in Medusa until reconciling takes it away (R62)", async () => {
    const { order } = await placedOrder()
    await leave("capture", order)
    const blocked = await shop().admin.capture(order)
    expect(blocked).toMatchObject({ status: 400, body: { message: expect.stringContaining("authorized") } })
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /contracts/merchant-approval")

    await growsOld("capture")
    await takenAway("capture")
    expect((await shop().admin.capture(order)).status).toBe(200)
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })

  it("of a capture that Inbank had approved already ends in one captured payment by itself (R62)", async () => {
    const { order, posSessionUuid } = await placedOrder()
    await leave("capture", order)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.approve(shop().sandbox.session(posSessionUuid)?.creditContractUuid ?? "")
    await growsOld("capture")
    await takenAway("capture")
    await eventually(
      () => shop().admin.order(order.id),
      ({ payment_status }) => payment_status === "captured",
      "the payment to be captured",
    )
  })

  it("of a capture is left alone while somebody may be at it, who asks Inbank too", async () => {
    const { order } = await placedOrder()
    await leave("capture", order)
    const before = shop().sandbox.upstreamCounts()
    await aMinuteLater(shop().container)
    expect(await left("capture")).toBe(1)
    expect(shop().sandbox.upstreamCounts()).toEqual(before)
  })

  it("of a capture keeps the order from being cancelled, and its contract stands (R62)", async () => {
    const { order, posSessionUuid } = await placedOrder()
    await leave("capture", order)
    expect(await shop().admin.cancel(order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("A capture or refund of this order is in progress") },
    })
    expect(shop().sandbox.session(posSessionUuid)).toMatchObject({ status: "granted" })
  })

  it("of a refund counts as money given back in Medusa until reconciling takes it away", async () => {
    const { shopper, order } = await placedOrder()
    expect((await shop().admin.capture(order)).status).toBe(200)
    const refund = () =>
      shop().admin.request("POST", `/admin/payments/${paymentOf(order)}/refund`, { amount: order.total })
    await everybodyHasLooked(shop().container)
    // Our provider refuses, and enqueues: this is what makes the row due should the process die in here.
    expect(await refund()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Nothing was refunded") },
    })
    const { next_check_at } = await rowOfCart(shop().container, shopper.cartId)
    expect(new Date(next_check_at ?? Number.NaN).getTime()).toBeLessThanOrEqual(Date.now())

    await leave("refund", order)
    expect(await refund()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("more than") },
    })
    await growsOld("refund")
    await takenAway("refund")
    expect(await refund()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Nothing was refunded") },
    })
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })

  it("of a refund makes another one wait while it is young, and nothing is given back", async () => {
    const { order, contract } = await capturedOrder(shop(), "pp_inbank_api")
    await leave("refund", order, 30)
    expect(await shop().admin.refund(order, 100)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Another refund of this payment is in progress") },
    })
    const statement = { amount: 30, reference: "credit note 17" }
    expect(await shop().admin.recordPortalRefund(order.id, statement)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("A refund of this payment is under way") },
    })
    expect(shop().sandbox.contract(contract)).toMatchObject({ status: "activated" })
  })

  it("of a refund, in an order that a merchant's own code cancels meanwhile, is booked once for good (R122)", async () => {
    const placed = await capturedOrder(shop(), "pp_inbank_api")
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex.raw(
      "alter table order_transaction add constraint no_refunds check (reference <> 'refund') not valid",
    )
    expect((await shop().admin.refund(placed.order)).status).toBe(500)
    await knex.raw("alter table order_transaction drop constraint no_refunds")
    const [unbooked] = await refundsOf(placed.order.id)
    // Medusa counts what was left as given back, and books nothing.
    await cancelOrderWorkflow(shop().container).run({ input: { order_id: placed.order.id } })

    const growOld = async () =>
      await knex("refund").update({ created_at: knex.raw("created_at - interval '10 minutes'") })
    await growOld()
    const [booked] = await minutesLater(
      shop().container,
      () => refundsOf(placed.order.id),
      ([refund]) => refund !== undefined && refund.id !== unbooked?.id,
      "the refund to be booked",
    )
    // Whoever was booking it has ended: what they had half written must not look as if the dead had left it.
    await everybodyEnds(knex)
    await growOld()
    await shop().admin.inbankOrder(placed.order.id)
    await aMinuteLater(shop().container)
    expect(await refundsOf(placed.order.id)).toEqual([booked])
    const { total } = placed.order
    expect(await givenBack(shop(), placed)).toEqual({ medusa: total, ledger: total, inbank: total })
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
  })

  it("of a booking is taken away at once where Medusa broke off and our process lives: the next look books it (R122)", async () => {
    const placed = await capturedOrder(shop())
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await nobodyLooks(knex, placed.cartId)
    await knex.raw(
      "alter table order_transaction add constraint no_refunds check (reference <> 'refund') not valid",
    )
    const statement = { amount: 30, reference: "credit note 17" }
    expect((await shop().admin.recordPortalRefund(placed.order.id, statement)).status).toBe(200)
    expect(await givenBack(shop(), placed)).toMatchObject({ medusa: 0, ledger: 30 })
    await knex.raw("alter table order_transaction drop constraint no_refunds")
    await aMinuteLater(shop().container)
    expect(await givenBack(shop(), placed)).toMatchObject({ medusa: 30, ledger: 30 })
    expect(await refundsOf(placed.order.id)).toHaveLength(1)
  })

  async function refundsOf(orderId: string) {
    const { payment_collections: collections } = await shop().admin.order(orderId)
    return collections.flatMap(({ payments }) => payments.flatMap(({ refunds }) => refunds ?? []))
  }
})
