import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"
import { nobodyLooks } from "../support/time"

const ORDERED_ALREADY = {
  status: 400,
  body: { message: expect.stringContaining("This cart has been ordered already") as string },
}

describeShop("A shopper who goes back after the order and", (shop) => {
  async function ordered(providerId: string) {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank(providerId)
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const { order_id } = await eventually(
      () => shopper.sessionStatus(payment),
      (seen) => seen.order_id !== null,
      "the order to be placed",
    )
    return { shopper, payment, orderId: order_id ?? "" }
  }
  /** Medusa's own route takes a choice for a paid collection too, and drops the session that has paid. */
  const paymentsOf = async (orderId: string) =>
    (await shop().admin.order(orderId)).payment_collections.flatMap(({ payments }) => payments)

  it.each(["pp_inbank_ee", "pp_system_default"])(
    "chooses %s once more leaves the order authorized and its contract granted (R107)",
    async (providerId) => {
      const { shopper, payment, orderId } = await ordered("pp_inbank_ee")
      const isOurs = providerId === "pp_inbank_ee"
      expect(await shopper.choose(providerId)).toMatchObject(isOurs ? ORDERED_ALREADY : { status: 200 })
      await aMinuteLater(shop().container)
      await aMinuteLater(shop().container)
      const payments = await paymentsOf(orderId)
      expect(payments).toEqual([expect.objectContaining({ canceled_at: null, captured_at: null })])
      expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "granted" })
      const order = await shop().admin.order(orderId)
      expect((await shop().admin.capture(order)).status).toBe(200)
      expect(await shop().admin.order(orderId)).toMatchObject({ payment_status: "captured" })
      await eventually(
        () => openProblems(shop().container),
        (problems) => problems.length === 0,
        "no problem to be open",
      )
    },
  )

  it.each(["pp_inbank_order", "pp_system_default"])(
    "chooses %s once more leaves a captured payment captured, and the only one (R107)",
    async (providerId) => {
      const { shopper, orderId } = await ordered("pp_inbank_order")
      await eventually(
        () => shop().admin.order(orderId),
        (order) => order.payment_status === "captured",
        "the payment to be captured",
      )
      await shopper.choose(providerId)
      await aMinuteLater(shop().container)
      await aMinuteLater(shop().container)
      const payments = await paymentsOf(orderId)
      expect(payments).toEqual([expect.objectContaining({ canceled_at: null })])
      expect(await shop().admin.order(orderId)).toMatchObject({ payment_status: "captured" })
      await eventually(
        () => openProblems(shop().container),
        (problems) => problems.length === 0,
        "no problem to be open",
      )
    },
  )

  it("chooses Inbank, where the order has lost its payment and its contract was given up, begins no second contract for it", async () => {
    const { shopper, payment } = await ordered("pp_inbank_ee")
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await nobodyLooks(knex, shopper.cartId)
    const lost = knex("payment").where({ payment_session_id: payment.paymentSessionId })
    await lost.update({ deleted_at: knex.fn.now() })
    await knex("inbank_session").where({ cart_id: shopper.cartId }).update({ closed_reason: "cart_changed" })

    expect(await shopper.choose("pp_inbank_ee")).toMatchObject(ORDERED_ALREADY)
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })
  })
})
