import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../demo/support/eventually"
import type { AdminOrder } from "../support/admin"
import { rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/time"

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

  /** As Medusa writes it, committed, before it calls the provider. */
  async function leave(table: "capture" | "refund", order: AdminOrder, ageInSeconds: number): Promise<void> {
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex(table).insert({
      id: `${table}_left`,
      payment_id: paymentOf(order),
      amount: order.total,
      raw_amount: JSON.stringify({ value: String(order.total), precision: 20 }),
      created_at: knex.raw("now() - make_interval(secs => ?)", [ageInSeconds]),
    })
  }
  async function left(table: "capture" | "refund"): Promise<number> {
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    return (
      await knex(table)
        .whereNull("deleted_at")
        .where({ id: `${table}_left` })
    ).length
  }

  it("of a capture blocks every later capture in Medusa until settle takes it away (R62)", async () => {
    const { order } = await placedOrder()
    await leave("capture", order, 120)
    const blocked = await shop().admin.capture(order)
    expect(blocked).toMatchObject({ status: 400, body: { message: expect.stringContaining("authorized") } })
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /contracts/merchant-approval")

    await aMinuteLater(shop().container)
    expect(await left("capture")).toBe(0)
    expect((await shop().admin.capture(order)).status).toBe(200)
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })

  it("of a capture that Inbank had approved already ends in one captured payment by itself (R62)", async () => {
    const { order, posSessionUuid } = await placedOrder()
    await leave("capture", order, 120)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.approve(shop().sandbox.session(posSessionUuid)?.creditContractUuid ?? "")
    await aMinuteLater(shop().container)
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
    expect(await left("capture")).toBe(0)
  })

  it("of a capture is left alone while somebody may be at it", async () => {
    const { order } = await placedOrder()
    await leave("capture", order, 10)
    await aMinuteLater(shop().container)
    expect(await left("capture")).toBe(1)
  })

  it("of a refund counts as money given back in Medusa until settle takes it away", async () => {
    const { shopper, order } = await placedOrder()
    expect((await shop().admin.capture(order)).status).toBe(200)
    const refund = () =>
      shop().admin.request("POST", `/admin/payments/${paymentOf(order)}/refund`, { amount: order.total })
    // Our provider refuses, and rings: this is what makes the row due should the process die in here.
    expect(await refund()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Nothing was refunded") },
    })
    expect((await rowOfCart(shop().container, shopper.cartId)).next_check_at).not.toBeNull()

    await leave("refund", order, 120)
    expect(await refund()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("more than") },
    })
    await aMinuteLater(shop().container)
    expect(await left("refund")).toBe(0)
    expect(await refund()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Nothing was refunded") },
    })
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })
})
