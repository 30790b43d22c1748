import { z } from "zod"
import type { Shopper, StartedPayment } from "../../test-kit/shopper"
import type { FaultKind } from "../../src/sandbox"
import { rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

const NOT_YET = { type: "cart", error: { type: "payment_requires_more_error" } }
const REFUSED = { type: "cart", error: { type: "payment_authorization_error" } }

const ratesSchema = z.object({ tax_rates: z.array(z.object({ id: z.string() })) })

/** The storefront's own request decides then, and nothing that reconciling would have found out before. */
describeShop("A shopper who completes the cart before anybody has looked", (shop) => {
  async function signedUnheard(providerId = "pp_inbank_ee") {
    shop().sandbox.callbacks.pause()
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank(providerId)
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    return { shopper, payment }
  }

  function inbankSays(payment: StartedPayment, merge: Record<string, unknown>): void {
    const kind: FaultKind = { type: "rewrite", merge }
    const uuid = payment.posSessionUuid
    shop().sandbox.faults.add({ route: "GET /pos-sessions", uuid, times: null, kind })
  }

  /** A public route that changes what a cart costs, and leaves its payment session as it is. */
  async function recalculateTaxes(shopper: Shopper): Promise<void> {
    const { status } = await shopper.request("POST", `/store/carts/${shopper.cartId}/taxes`, {})
    expect(status).toBe(200)
  }

  async function taxRateIsZero(): Promise<void> {
    const { body } = await shop().admin.request("GET", "/admin/tax-rates?is_default=true")
    for (const { id } of ratesSchema.parse(body).tax_rates)
      expect((await shop().admin.request("POST", `/admin/tax-rates/${id}`, { rate: 0 })).status).toBe(200)
  }

  it("has the order at once when Inbank says yes", async () => {
    const { shopper } = await signedUnheard()
    expect(await shopper.complete()).toMatchObject({ type: "order" })
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("has none while a contract that needs no approval is not completed by Inbank, and has it then", async () => {
    const { shopper, payment } = await signedUnheard("pp_inbank_direct")
    inbankSays(payment, { status: "granted" })
    expect(await shopper.complete()).toMatchObject(NOT_YET)
    expect(await shop().admin.orderCount()).toBe(0)

    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({ order_id: expect.any(String) })
  })

  it("has none for another sum or currency than Inbank was asked for", async () => {
    for (const merge of [{ totalAmount: 47_340 }, { currency: "PLN" }]) {
      const { shopper, payment } = await signedUnheard()
      inbankSays(payment, merge)
      expect(await shopper.complete()).toMatchObject(REFUSED)
    }
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("has none with a contract that was given up, though Inbank has not cancelled it yet and the cart is as it was", async () => {
    const { shopper } = await signedUnheard()
    shop().sandbox.faults.add({
      route: "POST /contracts/cancel",
      times: null,
      kind: { type: "status", status: 503, body: "" },
    })
    await shop().admin.setTaxRate("ee", 24)
    await recalculateTaxes(shopper)
    await aMinuteLater(shop().container)
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({
      session_status: "granted",
      closed_reason: "cart_changed",
    })
    await taxRateIsZero()
    await recalculateTaxes(shopper)
    expect(await shopper.complete()).toMatchObject(REFUSED)
    expect(await shop().admin.orderCount()).toBe(0)
  })
})
