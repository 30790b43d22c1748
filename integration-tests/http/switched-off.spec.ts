import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { eventually } from "../../test-kit/eventually"
import { demoShop } from "../../src/sandbox"
import { otherShop } from "../support/inbank-shops"
import { capturedOrder, placedOrder } from "../support/orders"
import { openProblems, problemRows, rowOfCart, rowsOfCart } from "../support/rows"
import type { ActOutcome } from "../../src/domain/after-sale/act-outcome"
import { describeShop } from "../support/shop"
import { aMinuteLater, everybodyHasLooked } from "../support/sweeps"

describeShop("A customer who is at e-POS when Inbank is switched off", (shop) => {
  async function signed() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const { posSessionUuid } = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(posSessionUuid)
    return shopper
  }
  const offer = async (payment_providers: string[]) => {
    const path = `/admin/regions/${shop().seeded.regionId}`
    expect((await shop().admin.request("POST", path, { payment_providers })).status).toBe(200)
  }

  it("in the region gets no order, by a refusal of Medusa's, until it is switched on again", async () => {
    const shopper = await signed()
    await offer(["pp_system_default"])
    await aMinuteLater(shop().container)
    expect(await problemRows(shop().container)).toMatchObject([
      {
        kind: "order_not_placed",
        detail: expect.stringContaining("is not enabled in the cart's region") as string,
      },
    ])
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({ session_status: "granted" })

    await offer(["pp_system_default", "pp_inbank_ee"])
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("by naming another shop in the provider entry is not asked about there, until the former shop is back", async () => {
    const shopper = await signed()
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const { shop_uuid } = await rowOfCart(shop().container, shopper.cartId)
    const rows = knex("inbank_session").where({ cart_id: shopper.cartId })
    await rows.clone().update({ shop_uuid: otherShop.shopUuid })
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["account_changed"])
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("GET /pos-sessions")

    await rows.clone().update({ shop_uuid: String(shop_uuid) })
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })
})

describeShop("A customer whose provider entry names another shop by now", (shop) => {
  it("is not sent back to the former shop's session, but given a new one at the shop of today", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const former = await shopper.startInbank()
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const formerRow = knex("inbank_session").where({ pos_session_uuid: former.posSessionUuid })
    await formerRow.clone().update({ shop_uuid: otherShop.shopUuid })

    const { posSessionUuid } = await shopper.startInbank()
    expect(posSessionUuid).not.toBe(former.posSessionUuid)
    expect(await formerRow.clone().first()).toMatchObject({ closed_reason: "account_changed" })
    expect(await rowsOfCart(shop().container, shopper.cartId)).toContainEqual(
      expect.objectContaining({ pos_session_uuid: posSessionUuid, closed_reason: null }),
    )
  })
})

/** How each of these sentences is told to machines. */
const CODES = {
  "Nothing was captured.": "not_captured",
  "The order was not cancelled.": "order_not_cancelled",
  "The contract was not cancelled.": "contract_not_cancelled",
  "Nothing was refunded.": "not_refunded",
  "Nothing was recorded.": "not_recorded",
} as const satisfies Record<string, ActOutcome>

describeShop("An order whose provider entry", (shop) => {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const problems = async () => await openProblems(shop().container)
  const accountId = async (id: string) =>
    await knex().transaction(async (both) => {
      await both("inbank_session").update({ account_id: id })
      await both("payment").update({ provider_id: id })
    })
  const ways = [
    {
      how: "is gone from the configuration",
      problem: "account_missing",
      leave: async () => await accountId("pp_inbank_gone"),
      comeBack: async () => await accountId("pp_inbank_ee"),
    },
    {
      how: "names another shop",
      problem: "account_changed",
      leave: async () => void (await knex()("inbank_session").update({ shop_uuid: otherShop.shopUuid })),
      comeBack: async () => void (await knex()("inbank_session").update({ shop_uuid: demoShop.shopUuid })),
    },
  ]
  /** Refused by a sentence that says what was not done and what to do, and with no call to Inbank. */
  const refusal = (notDone: keyof typeof CODES) => ({
    status: 400,
    body: {
      code: CODES[notDone],
      type: "not_allowed",
      message: expect.stringMatching(
        new RegExp(`^${notDone} .*is gone from medusa-config, or names another shop now\\. Put it back`),
      ),
    },
  })

  describe.each(ways)("$how", ({ problem, leave: change, comeBack }) => {
    /** Whoever read the row before and the payment after would find one that is none of this session's. */
    const leave = async () => {
      await everybodyHasLooked(shop().container)
      await change()
    }
    it("is neither captured nor cancelled, with its contract neither, until the entry is back (R156)", async () => {
      const { order, contract } = await placedOrder(shop())
      await leave()
      const asked = shop().sandbox.upstreamCounts()
      expect(await shop().admin.capture(order)).toMatchObject(refusal("Nothing was captured."))
      expect(await shop().admin.cancel(order)).toMatchObject(refusal("The order was not cancelled."))
      expect(await shop().admin.cancelContract(order.id)).toMatchObject(
        refusal("The contract was not cancelled."),
      )
      expect(await shop().admin.inbankOrder(order.id)).toMatchObject({
        body: { after_sale: null, problems: [{ kind: problem }] },
      })
      expect(shop().sandbox.upstreamCounts()).toEqual(asked)
      expect(await shop().admin.order(order.id)).toMatchObject({
        status: "pending",
        payment_status: "authorized",
      })

      await comeBack()
      expect(await shop().admin.cancel(order)).toMatchObject({ status: 200 })
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "terminated" })
    })

    it("is not captured by a merchant's own code either, and Inbank is asked nothing (R156)", async () => {
      const { order } = await placedOrder(shop())
      await leave()
      const asked = shop().sandbox.upstreamCounts()
      const { errors } = await capturePaymentWorkflow(shop().container).run({
        input: { payment_id: order.payment_collections[0]?.payments[0]?.id ?? "" },
        throwOnError: false,
      })
      expect(errors).toHaveLength(1)
      expect(shop().sandbox.upstreamCounts()).toEqual(asked)
      expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "authorized" })
    })

    it("is neither refunded nor cancelled once it is paid, and nothing is recorded of it (R156)", async () => {
      const { order, contract } = await capturedOrder(shop())
      await leave()
      expect(await shop().admin.refund(order, 30)).toMatchObject(refusal("Nothing was refunded."))
      expect(
        await shop().admin.recordPortalRefund(order.id, { amount: 30, reference: "note 1" }),
      ).toMatchObject(refusal("Nothing was recorded."))
      expect(await shop().admin.cancel(order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("its shop is no longer configured here") },
      })
      await aMinuteLater(shop().container)
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "activated" })
      expect(await shop().admin.order(order.id)).toMatchObject({
        status: "pending",
        payment_status: "captured",
      })
    })

    it("is cancelled by a merchant's own code all the same: that is remembered, shown meanwhile, and done once the entry is back (R156)", async () => {
      const { order, contract } = await placedOrder(shop())
      await leave()
      await cancelOrderWorkflow(shop().container).run({ input: { order_id: order.id } })
      await eventually(problems, (kinds) => kinds.join() === problem, "the merchant to be told")
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "signed" })

      await comeBack()
      await aMinuteLater(shop().container)
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "terminated" })
      expect(await problems()).toEqual([])
    })
  })

  it("is gone when the goods are handed over is approved once the entry is back (R156)", async () => {
    const { order } = await placedOrder(shop(), "pp_inbank_shipment")
    await accountId("pp_inbank_gone")
    await shop().admin.ship(order.id, order.items)
    await eventually(problems, (kinds) => kinds.join() === "account_missing", "the merchant to be told")

    await accountId("pp_inbank_shipment")
    await aMinuteLater(shop().container)
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
    expect(await problems()).toEqual([])
  })
})
