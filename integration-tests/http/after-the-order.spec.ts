import { eventually } from "../../demo/support/eventually"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

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
      await shopper.choose(providerId)
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
})
