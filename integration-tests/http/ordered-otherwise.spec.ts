import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createCartCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { comeBack, type Shopper, type StartedPayment } from "../../test-kit/shopper"
import { openProblems, problemRows, rowOfCart, rowsOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { signed } from "../support/signed"
import { aMinuteLater } from "../support/sweeps"
import { aMinutePasses, everybodyEnds } from "../support/time"

describeShop("A cart that becomes an order while its customer is at Inbank", (shop) => {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)

  /** Nothing is left to pay: Medusa drops the payment session by itself, but not for a credit line. */
  const WAYS_TO_COST_NOTHING: Record<string, (shopper: Shopper) => Promise<void>> = {
    "a promotion of 100 %": async (shopper) => {
      for (const target_type of ["items", "shipping_methods"]) {
        const { status } = await shop().admin.request("POST", "/admin/promotions", {
          ...{ code: target_type, type: "standard", status: "active" },
          application_method: { type: "percentage", target_type, allocation: "across", value: 100 },
        })
        expect(status).toBe(200)
      }
      const path = `/store/carts/${shopper.cartId}/promotions`
      const { body } = await shopper.request("POST", path, { promo_codes: ["items", "shipping_methods"] })
      expect(body).toMatchObject({ cart: { total: 0 } })
    },
    "a gift card": async (shopper) => {
      const card = { reference: "gift_card", reference_id: "card_1", metadata: null }
      await createCartCreditLinesWorkflow(shop().container).run({
        input: [{ cart_id: shopper.cartId, amount: 473.4, ...card }],
      })
    },
  }
  async function becomesFree(shopper: Shopper, way = "a promotion of 100 %"): Promise<string> {
    await WAYS_TO_COST_NOTHING[way]?.(shopper)
    return await ordered(shopper)
  }
  async function ordered(shopper: Shopper): Promise<string> {
    const completion = await shopper.complete()
    if (completion.type !== "order") throw new Error("no order")
    return completion.order.id
  }
  async function atInbank(providerId = "pp_inbank_ee"): Promise<[Shopper, StartedPayment]> {
    const shopper = shop().shopper()
    await shopper.fillCart()
    return [shopper, await shopper.startInbank(providerId)]
  }
  const isShopTold = ({ reason }: { reason: string | null }) => reason === "shop_told"
  const statusAtInbank = ({ posSessionUuid }: StartedPayment) =>
    shop().sandbox.session(posSessionUuid)?.status

  it.each(Object.keys(WAYS_TO_COST_NOTHING))(
    "paid for by %s gives up the contract that is granted later, and leads its customer to the order (R140)",
    async (way) => {
      const warn = jest.spyOn(shop().container.resolve("logger"), "warn")
      const [shopper, payment] = await atInbank()
      const orderId = await becomesFree(shopper, way)
      expect(await signed(shop(), shopper, payment)).toMatchObject({
        ...{ status: "cancelled", reason: "paid_otherwise", order_id: orderId },
      })
      await aMinuteLater(shop().container)
      expect(statusAtInbank(payment)).toBe("cancelled")
      expect(await openProblems(shop().container)).toEqual([])
      // Of this purchase: a late look at another test's would say so too.
      const { id } = await rowOfCart(shop().container, shopper.cartId)
      const ofThis = warn.mock.calls.flat().filter((line) => line.includes(id))
      expect(ofThis.filter((line) => line.includes("will be checked again"))).toEqual([])
      warn.mockRestore()
    },
  )

  it("and costs nothing is named to the shop at once, and to its customer, when Inbank has paid (R140)", async () => {
    shop().sandbox.callbacks.pause()
    const [shopper, payment] = await atInbank("pp_inbank_direct")
    const orderId = await becomesFree(shopper)
    expect(await signed(shop(), shopper, payment, isShopTold)).toMatchObject({
      ...{ status: "completed", reason: "shop_told", order_id: orderId },
    })
    expect(await problemRows(shop().container)).toMatchObject([
      { kind: "financed_without_order", detail: `This cart's order ${orderId} costs nothing.` },
    ])
    expect(await shop().admin.order(orderId)).toMatchObject({ total: 0 })
  })

  it.each(["pp_inbank_ee", "pp_inbank_direct"])(
    "leads there, and to no contract at %s, whoever has not signed yet (R140)",
    async (providerId) => {
      const [shopper, payment] = await atInbank(providerId)
      const orderId = await becomesFree(shopper)
      await aMinuteLater(shop().container)
      const path = `/store/inbank/sessions/${payment.paymentSessionId}?cart_id=${shopper.cartId}`
      expect((await shopper.request("GET", path)).body).toEqual({
        ...{ status: "cancelled", reason: "paid_otherwise", order_id: orderId, redirect_url: null },
      })
    },
  )

  it("paid with a second contract leads the tab of the first, which Inbank has paid too, to the order (R141)", async () => {
    shop().sandbox.callbacks.pause()
    const [shopper, first] = await atInbank("pp_inbank_direct")
    const { redirect } = await shop().sandbox.customer.approve(first.posSessionUuid)
    expect(statusAtInbank(first)).toBe("completed")
    const second = await shopper.startInbank("pp_inbank_ee")
    const { status, order_id } = await signed(shop(), shopper, second)
    expect(status).toBe("granted")
    await comeBack(redirect)
    const told = { status: "completed", reason: "shop_told", order_id }
    expect(await eventually(() => shopper.sessionStatus(first), isShopTold, "the first tab")).toEqual(told)
    expect(await shop().admin.orderCount()).toBe(1)

    // What somebody has dealt with stays told.
    const { body } = await shop().admin.request("GET", "/admin/inbank/problems")
    const { problems } = z
      .object({ problems: z.array(z.object({ id: z.string(), kind: z.string() })) })
      .parse(body)
    expect(problems).toMatchObject([{ kind: "paid_twice" }])
    await shop().admin.request("POST", `/admin/inbank/problems/${problems[0]?.id}/clear`, {})
    expect(await openProblems(shop().container)).toEqual([])
    expect(await shopper.sessionStatus(first)).toEqual(told)
  })

  it("and is cancelled leads nobody there whose contract Inbank has paid: the shop has been told (R141)", async () => {
    shop().sandbox.callbacks.pause()
    const [shopper, payment] = await atInbank("pp_inbank_direct")
    await shopper.choose("pp_system_default")
    const orderId = await ordered(shopper)
    await shop().admin.cancel(await shop().admin.order(orderId))
    await everybodyEnds(knex())
    await aMinutePasses(knex())
    expect(await signed(shop(), shopper, payment, isShopTold)).toEqual({
      status: "pending",
      reason: "shop_told",
      order_id: null,
    })
  })

  it("to be paid by a bank transfer, days later, gives up the contract that is granted meanwhile (R91)", async () => {
    const [shopper, payment] = await atInbank()
    await shopper.choose("pp_system_default")
    const orderId = await ordered(shopper)
    await knex()("payment").update({ deleted_at: new Date() })
    await knex()("payment_session").whereNull("deleted_at").update({ status: "pending_authorization" })
    expect(await signed(shop(), shopper, payment)).toMatchObject({
      reason: "paid_otherwise",
      order_id: orderId,
    })
    expect(statusAtInbank(payment)).toBe("cancelled")
  })

  it("for another price, whose payment a crash has lost, is not paid with what was signed before (R140)", async () => {
    const [shopper, payment] = await atInbank()
    await shopper.addToCart("Espresso machine")
    await shopper.choose("pp_system_default")
    const orderId = await ordered(shopper)
    await knex()("payment").update({ deleted_at: new Date() })
    await knex()("payment_session").update({ deleted_at: new Date() })
    expect(await signed(shop(), shopper, payment)).toMatchObject({
      status: "cancelled",
      reason: "cart_changed",
    })
    await aMinuteLater(shop().container)
    expect(statusAtInbank(payment)).toBe("cancelled")
    expect(await rowsOfCart(shop().container, shopper.cartId)).toMatchObject([{ order_id: null }])
    expect(await shop().admin.order(orderId)).toMatchObject({ total: 762.4 })
    expect(await openProblems(shop().container)).toEqual([])
  })
})
