import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { comeBack, type Shopper, type StartedPayment } from "../../demo/support/shopper"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("What is changed while a customer is at Inbank,", (shop) => {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)

  async function changed(method: "POST" | "DELETE", path: string, body?: object): Promise<void> {
    const answer = await shop().admin.request(method, path, body)
    expect({ path, ...answer }).toMatchObject({ path, status: 200 })
  }
  async function idIn(table: string, where: object = {}): Promise<string> {
    const row: { id: string } | undefined = await knex()(table)
      .where(where)
      .whereNull("deleted_at")
      .first("id")
    if (!row) throw new Error(`nothing in ${table}`)
    return row.id
  }
  async function bicycle(): Promise<{ product: string; variant: string }> {
    const variant = shop().seeded.variants["City bicycle"] ?? ""
    const row: { product_id: string } = await knex()("product_variant")
      .where({ id: variant })
      .first("product_id")
    return { variant, product: row.product_id }
  }
  async function atInbank(): Promise<[Shopper, StartedPayment]> {
    const shopper = shop().shopper()
    await shopper.fillCart()
    return [shopper, await shopper.startInbank()]
  }
  async function signed({ posSessionUuid }: StartedPayment): Promise<Record<string, string>> {
    const { redirect } = await shop().sandbox.customer.approve(posSessionUuid)
    return Object.fromEntries((await comeBack(redirect)).searchParams)
  }
  const statusAtInbank = ({ posSessionUuid }: StartedPayment) =>
    shop().sandbox.session(posSessionUuid)?.status

  it("prices and taxes, leaves the order at the price that was signed, since Medusa leaves its cart there (R142)", async () => {
    const [, payment] = await atInbank()
    const { product, variant } = await bicycle()
    const region = `/admin/regions/${shop().seeded.regionId}`
    const free = [{ currency_code: "eur", amount: 0 }]
    await changed("POST", `/admin/products/${product}/variants/${variant}`, { prices: free })
    await changed("POST", `/admin/shipping-options/${shop().seeded.shippingOptionId}`, { prices: free })
    await shop().admin.setTaxRate("ee", 24)
    await changed("DELETE", `/admin/tax-regions/${await idIn("tax_region")}`)
    await changed("POST", region, { currency_code: "pln", countries: ["pl"] })
    await changed("POST", `/admin/stores/${await idIn("store")}`, {
      supported_currencies: [{ currency_code: "pln", is_default: true }],
    })
    const { status, order_id = "" } = await signed(payment)
    expect(status).toBe("granted")
    const { body } = await shop().admin.request("GET", `/admin/orders/${order_id}?fields=total,currency_code`)
    expect(body).toMatchObject({ order: { total: 473.4, currency_code: "eur" } })
  })

  it("what the shop sells, and to whom, leaves the order as long as Medusa can make it (R142)", async () => {
    const [, payment] = await atInbank()
    const { product } = await bicycle()
    const channel = `/admin/sales-channels/${await idIn("sales_channel", { name: "Webshop" })}`
    await changed("POST", `/admin/products/${product}`, { status: "draft", sales_channels: [] })
    await changed("POST", channel, { is_disabled: true })
    await changed("DELETE", channel)
    await changed("DELETE", `/admin/customers/${await idIn("customer")}`)
    await changed("POST", `/admin/api-keys/${await idIn("api_key", { type: "publishable" })}/revoke`, {})
    const { status, order_id = "" } = await signed(payment)
    expect(status).toBe("granted")
    const { body } = await shop().admin.request(
      "GET",
      `/admin/orders/${order_id}?fields=email,customer_id,total`,
    )
    expect(body).toMatchObject({ order: { email: "mari@example.com", customer_id: null, total: 473.4 } })
  })

  it("a product that is not shipped, by deleting it, leaves the order as Medusa makes it (R142)", async () => {
    const [shopper, payment] = await atInbank()
    await knex()("cart_line_item").where({ cart_id: shopper.cartId }).update({ requires_shipping: false })
    await changed("DELETE", `/admin/products/${(await bicycle()).product}`)
    const { status, order_id = "" } = await signed(payment)
    expect(status).toBe("granted")
    expect(await shop().admin.order(order_id)).toMatchObject({ total: 473.4 })
  })

  it("the country of delivery, leaves the purchase as long as it costs the same: the order goes there (R143)", async () => {
    await sellToLatviaToo()
    const [shopper, payment] = await atInbank()
    expect(await deliverTo(shopper, "lv")).toMatchObject({ status: 200, body: { cart: { total: 473.4 } } })
    // Started anew, it would be refused: the account delivers to Estonia.
    expect(await shopper.choose("pp_inbank_ee")).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("deliveries to Estonia only") as unknown },
    })
    const told = await signed(payment)
    expect(told).toMatchObject({ status: "granted" })
    const { order_id = "" } = told
    const path = `/admin/orders/${order_id}?fields=total,shipping_address.country_code`
    expect((await shop().admin.request("GET", path)).body).toMatchObject({
      order: { total: 473.4, shipping_address: { country_code: "lv" } },
    })
  })

  it("the country of delivery to one with other taxes, is a cart of another price: the contract is cancelled (R143)", async () => {
    await sellToLatviaToo()
    await changed("POST", "/admin/tax-regions", {
      country_code: "lv",
      provider_id: "tp_system",
      default_tax_rate: { rate: 21, code: "lv", name: "PVN" },
    })
    const [shopper, payment] = await atInbank()
    expect(await deliverTo(shopper, "lv")).toMatchObject({ status: 200, body: { cart: { total: 572.814 } } })
    expect(await signed(payment)).toMatchObject({ status: "cancelled", reason: "cart_changed" })
    expect(statusAtInbank(payment)).toBe("cancelled")
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("the country of delivery to one outside the cart's region, is refused by Medusa: nothing changes (R143)", async () => {
    const [shopper, payment] = await atInbank()
    expect(await deliverTo(shopper, "lv")).toMatchObject({ status: 400 })
    expect(await signed(payment)).toMatchObject({ status: "granted" })
  })

  async function sellToLatviaToo(): Promise<void> {
    await changed("POST", `/admin/regions/${shop().seeded.regionId}`, { countries: ["ee", "lv"] })
    const zone = `${await idIn("fulfillment_set")}/service-zones/${await idIn("service_zone")}`
    const geo_zones = ["ee", "lv"].map((country_code) => ({ type: "country", country_code }))
    await changed("POST", `/admin/fulfillment-sets/${zone}`, { geo_zones })
  }
  async function deliverTo(shopper: Shopper, country_code: string) {
    return await shopper.request("POST", `/store/carts/${shopper.cartId}`, {
      shipping_address: { first_name: "Mari", address_1: "Brīvības 1", city: "Rīga", country_code },
    })
  }
})
