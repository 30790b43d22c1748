import { Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import { comeBack } from "../../test-kit/shopper"
import { placedOrder } from "../support/orders"
import { openProblems, rowOfCart, rowsOfCart } from "../support/rows"
import { eventually } from "../../test-kit/eventually"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

describeShop("The amount", (shop) => {
  const refusal = (message: string) => ({ status: 400, body: { type: "not_allowed", message } })

  /** A region with another currency, in which the bicycle has the same number for a price. */
  async function openPoland(): Promise<string> {
    const { body } = await shop().admin.request("POST", "/admin/regions", {
      name: "Poland",
      currency_code: "pln",
      countries: ["pl"],
      payment_providers: ["pp_inbank_ee", "pp_inbank_pl"],
    })
    const variantId = shop().seeded.variants["City bicycle"]
    const { body: found } = await shop().admin.request("GET", `/admin/product-variants?id=${variantId}`)
    const { variants } = z.object({ variants: z.array(z.object({ product_id: z.string() })) }).parse(found)
    const path = `/admin/products/${variants[0]?.product_id}/variants/${variantId}`
    const prices = ["eur", "pln"].map((currency_code) => ({ currency_code, amount: 469.9 }))
    expect((await shop().admin.request("POST", path, { prices })).status).toBe(200)
    return z.object({ region: z.object({ id: z.string() }) }).parse(body).region.id
  }

  it("below the product's range is refused with a sentence, and the cart can be paid otherwise (R89)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart("Ceramic mug")
    expect(await shopper.choose("pp_inbank_ee")).toMatchObject(
      refusal("Inbank instalments start at 100.00 EUR. Please choose another payment method."),
    )
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /pos-sessions")
    expect((await shopper.choose("pp_system_default")).status).toBe(200)
    expect(await shopper.complete()).toMatchObject({ type: "order" })
  })

  it("above the product's range is refused with a sentence (R89)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart("Grand piano")
    expect(await shopper.choose("pp_inbank_ee")).toMatchObject(
      refusal("Inbank instalments go up to 10000.00 EUR. Please choose another payment method."),
    )
  })

  it("of a cart that costs nothing is refused with a sentence (R88)", async () => {
    const free = await shop().admin.request("POST", "/admin/promotions", {
      code: "FREE",
      type: "standard",
      status: "active",
      application_method: { type: "percentage", target_type: "items", allocation: "across", value: 100 },
    })
    expect(free.status).toBe(200)
    const shopper = shop().shopper()
    await shopper.fillCart()
    const path = `/store/carts/${shopper.cartId}`
    await shopper.request("POST", `${path}/promotions`, { promo_codes: ["FREE"] })
    await shop().admin.request("POST", `/admin/shipping-options/${shop().seeded.shippingOptionId}`, {
      prices: [{ currency_code: "eur", amount: 0 }],
    })
    const { body } = await shopper.request("POST", path, { email: "mari@example.com" })
    expect(body).toMatchObject({ cart: { total: 0 } })

    expect(await shopper.choose("pp_inbank_ee")).toMatchObject(
      refusal("Inbank instalments start at 100.00 EUR. Please choose another payment method."),
    )
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /pos-sessions")
  })

  describe("with discounts and taxes on top", () => {
    async function discountedOrder(promotions: Record<string, "items" | "shipping_methods">) {
      await shop().admin.setTaxRate("ee", 24)
      for (const [code, target_type] of Object.entries(promotions)) {
        const made = await shop().admin.request("POST", "/admin/promotions", {
          code,
          type: "standard",
          status: "active",
          application_method: { type: "percentage", target_type, allocation: "across", value: 7 },
        })
        expect(made.status).toBe(200)
      }
      return await placedOrder(shop(), "pp_inbank_ee", async (shopper) => {
        await shopper.fillCart()
        await shopper.addToCart("Espresso machine")
        const path = `/store/carts/${shopper.cartId}/promotions`
        await shopper.request("POST", path, { promo_codes: Object.keys(promotions) })
      })
    }

    it("is what the order costs when it is approved (R129)", async () => {
      const { order } = await discountedOrder({ GOODS: "items", DELIVERY: "shipping_methods" })
      expect(Number.isInteger(order.total * 100)).toBe(false)
      expect(await shop().admin.capture(order)).toMatchObject({ status: 200 })
      expect(await openProblems(shop().container)).toEqual([])
    })

    it("is so too when goods came back before: they are refunded afterwards (R129)", async () => {
      const { order, shopper } = await discountedOrder({ GOODS: "items" })
      await shop().admin.ship(order.id, order.items)
      const back = await shopper.request("POST", "/store/returns", {
        order_id: order.id,
        items: order.items.map(({ id, quantity }) => ({ id, quantity })),
        return_shipping: { option_id: shop().seeded.shippingOptionId },
        receive_now: true,
      })
      expect(back.status).toBe(200)
      expect((await shop().admin.order(order.id)).total).toBeLessThan(order.total)
      expect(await shop().admin.capture(order)).toMatchObject({ status: 200 })
      expect(await openProblems(shop().container)).toEqual([])
    })
  })

  it("in another currency than the account's is refused with a sentence (R87)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    expect(await shopper.choose("pp_inbank_pl")).toMatchObject(
      refusal("Inbank instalments here are in PLN only. Please choose another payment method."),
    )
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /pos-sessions")
  })

  it("that changed after the session was granted gives no order, and the contract is cancelled at Inbank (R80)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shopper.addToCart("Espresso machine")
    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)

    const page = await comeBack(back.redirect)
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      status: "cancelled",
      reason: "cart_changed",
    })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
    expect(await shop().admin.orderCount()).toBe(0)
    expect(await openProblems(shop().container)).toEqual([])

    const again = await shopper.startInbank()
    expect(again.posSessionUuid).not.toBe(payment.posSessionUuid)
    await shop().sandbox.customer.approve(again.posSessionUuid)
    await eventually(
      () => shopper.sessionStatus(again),
      ({ order_id }) => order_id !== null,
      "the order of the second session",
    )
  })

  it("that became one in another currency, with the cart's region, gives no order, and the contract is cancelled (R83)", async () => {
    const poland = await openPoland()
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const moved = await shopper.request("POST", `/store/carts/${shopper.cartId}`, { region_id: poland })
    expect(moved).toMatchObject({ status: 200, body: { cart: { currency_code: "pln" } } })

    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      status: "cancelled",
      reason: "cart_changed",
    })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that became as many of another currency, by the merchant's own code, gives no order, and the contract is cancelled (R83)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const carts = shop().container.resolve(Modules.CART)
    await carts.updateCarts([{ id: shopper.cartId, currency_code: "pln" }])
    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    expect((await comeBack(back.redirect)).searchParams.get("reason")).toBe("cart_changed")
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that changed and changed back is still the one agreed: the order is placed", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const extra = await shopper.addToCart("Espresso machine")
    await shopper.removeFromCart(extra)
    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(page.searchParams.get("status")).toBe("granted")
    expect(await shop().admin.orderCount()).toBe(1)
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })
  })

  it("is the whole sum with shipping, in major units, and the reference is the row's id", async () => {
    const shopper = shop().shopper()
    const cart = await shopper.fillCart()
    await shopper.startInbank()
    const posted = shop()
      .sandbox.journal()
      .find((entry) => entry.route === "POST /pos-sessions")
    const row = await rowOfCart(shop().container, cart.id)
    expect(cart.total).toBe(473.4)
    expect(posted?.requestBody).toMatchObject({
      totalAmount: 473.4,
      currency: "EUR",
      locale: "et-ET",
      purchase: { purchaseReference: row.id, merchant: { merchantDomainName: "shop.example.com" } },
    })
    expect(JSON.stringify(posted?.requestBody)).not.toMatch(/mari|Maasikas/i)
  })

  it("financed for a cart that changed is shown to a human and never becomes an order by itself", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank("pp_inbank_direct")
    await shopper.addToCart("Espresso machine")
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.includes("financed_without_order"),
      "the problem",
    )
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("paid by another method first gives up the contract that is granted later (R91, R102)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shopper.choose("pp_system_default")
    const completion = await shopper.complete()
    if (completion.type !== "order") throw new Error("no order")

    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      status: "cancelled",
      reason: "paid_otherwise",
      order_id: completion.order.id,
    })
    await eventually(
      async () => shop().sandbox.session(payment.posSessionUuid),
      (session) => session?.status === "cancelled",
      "the contract to be cancelled",
    )
    expect(await shop().admin.orderCount()).toBe(1)
    await aMinuteLater(shop().container)
    expect(await rowsOfCart(shop().container, shopper.cartId)).toMatchObject([
      { closed_reason: "paid_otherwise" },
    ])
  })

  it("of a cart whose taxes were recalculated behind its payment is noticed, and no order is made", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shop().admin.setTaxRate("ee", 24)
    expect((await shopper.request("POST", `/store/carts/${shopper.cartId}/taxes`, {})).status).toBe(200)

    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      status: "cancelled",
      reason: "cart_changed",
    })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("of such a cart gives no order either to a shopper who completes it before anybody has looked (M7)", async () => {
    shop().sandbox.callbacks.pause()
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shop().admin.setTaxRate("ee", 24)
    expect((await shopper.request("POST", `/store/carts/${shopper.cartId}/taxes`, {})).status).toBe(200)
    await shop().sandbox.customer.approve(payment.posSessionUuid)

    const { body } = await shopper.request("POST", `/store/carts/${shopper.cartId}/complete`, {})
    expect(body).not.toMatchObject({ type: "order" })
    expect(await shop().admin.orderCount()).toBe(0)
  })
})
