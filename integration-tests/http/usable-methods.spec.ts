import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { request } from "../../test-kit/http"
import { describeShop } from "../support/shop"

const listSchema = z.object({
  payment_providers: z.array(z.object({ id: z.string() })),
  count: z.number(),
})

describeShop("A cart that Inbank is not for", (shop) => {
  async function methods(cartId?: string) {
    const { url, seeded } = shop()
    const { status, body } = await request(
      "GET",
      `${url}/store/payment-providers?region_id=${seeded.regionId}`,
      {
        "x-publishable-api-key": seeded.publishableKey,
        ...(cartId !== undefined && { "x-cart-id": cartId }),
      },
    )
    expect(status).toBe(200)
    const { payment_providers, count } = listSchema.parse(body)
    expect(payment_providers).toHaveLength(count)
    return payment_providers.map(({ id }) => id).sort()
  }

  it("is seen in the list of payment methods, which leaves out the Inbank accounts whose currency or country the cart is not for", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const all = await methods()
    const ofCart = await methods(shopper.cartId)
    expect(all.filter((id) => !ofCart.includes(id))).toEqual(["pp_inbank_abroad", "pp_inbank_pl"])
    expect(ofCart).toContain("pp_system_default")
  })

  it("is seen in the list of payment methods, which leaves out the Inbank accounts whose price range the cart is out of, and no other method", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart("Ceramic mug")
    const ofCart = await methods(shopper.cartId)
    // Of these Inbank does not tell the range: the shopper is not turned away for that.
    expect(ofCart).toEqual(["pp_inbank_down", "pp_inbank_locked", "pp_inbank_stranger", "pp_system_default"])
  })

  it("leaves the list as Medusa made it without the header, and for a cart that is not there", async () => {
    const all = await methods()
    expect(all).toHaveLength(17)
    expect(await methods("cart_nobodys")).toEqual(all)
    expect(await methods("' or 1=1")).toEqual(all)
    expect(await methods("")).toEqual(all)
  })

  it("leaves the list as Medusa made it when the cart cannot be read", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart("Ceramic mug")
    const knex = shop().container.resolve("__pg_connection__")
    await knex.raw("alter table cart rename to cart_out_of_reach")
    try {
      expect(await methods(shopper.cartId)).toEqual(await methods())
    } finally {
      await knex.raw("alter table cart_out_of_reach rename to cart")
    }
  })

  it("leaves Medusa's refusals as they are", async () => {
    const { url, seeded } = shop()
    const headers = { "x-publishable-api-key": seeded.publishableKey, "x-cart-id": "cart_nobodys" }
    expect(await request("GET", `${url}/store/payment-providers`, headers)).toMatchObject({
      status: 400,
      body: { message: "Invalid request: Field 'region_id' is required" },
    })
  })

  it("may be named by its header from a page of another origin: Medusa's preflight allows it", async () => {
    const storefront = `http://127.0.0.1:${shop().storefrontPort}`
    const preflight = await fetch(`${shop().url}/store/payment-providers`, {
      method: "OPTIONS",
      headers: {
        Origin: storefront,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "x-cart-id,x-publishable-api-key",
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get("access-control-allow-origin")).toBe(storefront)
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-cart-id")
  })
  const ONLY_BALTIC = {
    status: 400,
    body: {
      type: "not_allowed",
      message:
        "Inbank instalments here are for deliveries to Latvia and Lithuania only. Please choose another payment method.",
    },
  }

  it("because of the country gets no session, whatever the list of methods said; the cart can be paid otherwise", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    expect(await shopper.choose("pp_inbank_abroad")).toMatchObject(ONLY_BALTIC)
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /pos-sessions")
    expect((await shopper.choose("pp_system_default")).status).toBe(200)
    expect(await shopper.complete()).toMatchObject({ type: "order" })
  })

  it("any more, because its country changed since its session was made, is not given that session again", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await goesTo(shopper, "lv")
    const { redirectUrl } = await shopper.startInbank("pp_inbank_abroad")
    expect((await shopper.startInbank("pp_inbank_abroad")).redirectUrl).toBe(redirectUrl)

    await goesTo(shopper, "ee")
    expect(await shopper.choose("pp_inbank_abroad")).toMatchObject(ONLY_BALTIC)

    // Nobody has said where the goods go.
    await goesTo(shopper, null)
    expect((await shopper.startInbank("pp_inbank_abroad")).redirectUrl).toBe(redirectUrl)
  })

  it("any more, because its country changed, becomes an order all the same when Inbank says yes to the session that it lost", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await goesTo(shopper, "lv")
    const payment = await shopper.startInbank("pp_inbank_abroad")
    await goesTo(shopper, "ee")
    // Medusa drops the payment session of a cart that changes; this one changes back.
    await shopper.removeFromCart(await shopper.addToCart("Espresso machine"))

    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
  })

  async function goesTo({ cartId }: { cartId: string }, country: string | null): Promise<void> {
    const knex = shop().container.resolve("__pg_connection__")
    const addresses = knex("cart").where({ id: cartId }).select("shipping_address_id")
    await knex("cart_address").whereIn("id", addresses).update({ country_code: country })
  }
})
