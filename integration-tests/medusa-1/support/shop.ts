import { z } from "zod"
import { request, type Answer } from "../../../test-kit/http"
import { MERCHANT, type Store } from "./store"

const idOf = (name: string) => z.object({ [name]: z.looseObject({ id: z.string() }) })
const orderSchema = z.object({
  order: z.looseObject({
    id: z.string(),
    status: z.string(),
    payment_status: z.string(),
    total: z.number(),
    refunded_total: z.number(),
    items: z.array(z.looseObject({ id: z.string(), quantity: z.number() })),
    payments: z.array(z.looseObject({ data: z.record(z.string(), z.unknown()) })),
  }),
})
const fulfilledSchema = z.object({
  order: z.looseObject({ fulfillments: z.array(z.looseObject({ id: z.string() })) }),
})
const cartSchema = z.object({
  cart: z.looseObject({
    id: z.string(),
    total: z.number().optional(),
    payment_session: z
      .looseObject({ id: z.string(), status: z.string(), data: z.record(z.string(), z.unknown()) })
      .nullish(),
    payment_sessions: z.array(z.looseObject({ id: z.string() })).optional(),
  }),
})
const filledSchema = z.object({ cart: z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) }) })
const startedSchema = z.object({
  redirect_url: z.string(),
  pos_session_uuid: z.string(),
  purchase_reference: z.string(),
})
const statusSchema = z.object({
  status: z.string(),
  reason: z.string().nullable(),
  order_id: z.string().nullable(),
})

const ADDRESS = {
  ...{ first_name: "Mari", last_name: "Maasikas" },
  ...{ address_1: "Pikk 1", city: "Tallinn", postal_code: "10123" },
}

export type StartedPayment = z.output<typeof startedSchema> & { cartId: string; paymentSessionId: string }

/** A merchant and shoppers of a Medusa 1 store: nothing but its public and admin routes. */
export class Shop {
  private constructor(
    private readonly store: Store,
    private readonly token: string,
    private readonly regionId: string,
    private readonly productId: string,
    private readonly variantId: string,
    private readonly optionId: string,
  ) {}

  /** A shop that sells one bicycle for 500 EUR and lets it be paid with Inbank. */
  static async open(store: Store): Promise<Shop> {
    const token = z
      .object({ access_token: z.string() })
      .parse((await request("POST", `${store.url}/admin/auth/token`, {}, MERCHANT)).body).access_token
    const ask = async <T>(path: string, schema: z.ZodType<T>, body: object): Promise<T> =>
      await posted(`${store.url}/admin${path}`, { authorization: `Bearer ${token}` }, schema, body)
    await ask("/store", z.unknown(), { currencies: ["eur", "usd"] })
    const { region } = await ask("/regions", idOf("region"), {
      name: "Estonia",
      currency_code: "eur",
      tax_rate: 0,
      payment_providers: ["inbank"],
      fulfillment_providers: ["manual"],
      countries: ["ee", "lv"],
    })
    const { product } = await ask(
      "/products",
      z.object({
        product: z.looseObject({ id: z.string(), variants: z.array(z.looseObject({ id: z.string() })) }),
      }),
      {
        title: "City bicycle",
        status: "published",
        options: [{ title: "Size" }],
        variants: [
          {
            title: "M",
            inventory_quantity: 1000,
            manage_inventory: true,
            options: [{ value: "M" }],
            prices: [{ amount: 50_000, currency_code: "eur" }],
          },
        ],
      },
    )
    const { shipping_option } = await ask("/shipping-options", idOf("shipping_option"), {
      name: "Courier",
      region_id: region?.id,
      provider_id: "manual",
      price_type: "flat_rate",
      amount: 500,
      data: { id: "manual-fulfillment" },
    })
    return new Shop(
      store,
      token,
      region?.id ?? "",
      product.id,
      product.variants[0]?.id ?? "",
      shipping_option?.id ?? "",
    )
  }

  /** A cart up to the moment when its customer is sent to Inbank. */
  async startPayment(): Promise<StartedPayment> {
    return await this.chooseInbank(await this.fillCart())
  }

  /** One after the other: many carts that are made at once are too much for Medusa 1 itself (docs/medusa-1.md). */
  async fillCarts(count: number): Promise<string[]> {
    const carts: string[] = []
    while (carts.length < count) carts.push(await this.fillCart())
    return carts
  }

  async fillCart(): Promise<string> {
    const { cart } = await this.buy("/carts", cartSchema, {
      region_id: this.regionId,
      items: [{ variant_id: this.variantId, quantity: 1 }],
    })
    await this.buy(`/carts/${cart.id}`, cartSchema, {
      email: "mari@example.com",
      shipping_address: { ...ADDRESS, country_code: "ee" },
    })
    await this.buy(`/carts/${cart.id}/shipping-methods`, cartSchema, { option_id: this.optionId })
    return cart.id
  }

  async chooseInbank(cartId: string): Promise<StartedPayment> {
    const { id, data } = await this.chosenSession(cartId)
    return { ...startedSchema.parse(data), cartId, paymentSessionId: id }
  }

  /** What the storefront is told in place of an address, where Inbank cannot be used for a cart. */
  async whyNotInbank(cartId: string): Promise<unknown> {
    const { data } = await this.chosenSession(cartId)
    return data.redirect_url === null ? data.unavailable : undefined
  }

  private async chosenSession(cartId: string) {
    await this.buy(`/carts/${cartId}/payment-sessions`, cartSchema, {})
    const { cart } = await this.buy(`/carts/${cartId}/payment-session`, cartSchema, { provider_id: "inbank" })
    if (!cart.payment_session) throw new Error("Medusa has chosen no payment session")
    return cart.payment_session
  }

  async deliverTo(cartId: string, country: string): Promise<void> {
    await this.buy(`/carts/${cartId}`, z.unknown(), {
      shipping_address: { ...ADDRESS, country_code: country },
    })
  }

  /** A gift card pays for all of it: Medusa asks for no payment. */
  async payByGiftCard(cartId: string): Promise<void> {
    const made = await this.admin("POST", "/gift-cards", { region_id: this.regionId, value: 100_000 })
    const { code } = z.object({ gift_card: z.object({ code: z.string() }) }).parse(made.body).gift_card
    await this.buy(`/carts/${cartId}`, z.unknown(), { gift_cards: [{ code }] })
  }

  async addBicycle(cartId: string): Promise<void> {
    await this.buy(`/carts/${cartId}/line-items`, z.unknown(), { variant_id: this.variantId, quantity: 1 })
  }

  /** The others are put back; Medusa asks for the way of delivery again. */
  async keepOneBicycle(cartId: string): Promise<void> {
    const { cart } = filledSchema.parse(
      (await request("GET", `${this.store.url}/store/carts/${cartId}`, {})).body,
    )
    const [kept, ...others] = cart.items
    for (const { id } of others)
      await request("DELETE", `${this.store.url}/store/carts/${cartId}/line-items/${id}`, {})
    await this.buy(`/carts/${cartId}/line-items/${kept?.id}`, z.unknown(), { quantity: 1 })
    await this.buy(`/carts/${cartId}/shipping-methods`, z.unknown(), { option_id: this.optionId })
  }

  async writeSessionData(cartId: string, data: object): Promise<Record<string, unknown>> {
    const { cart } = await this.buy(`/carts/${cartId}/payment-sessions/inbank`, cartSchema, { data })
    return cart.payment_session?.data ?? {}
  }

  /** The storefront's own try to place the order. */
  async complete({ cartId }: StartedPayment): Promise<Answer> {
    return await request("POST", `${this.store.url}/store/carts/${cartId}/complete`, {}, {})
  }

  async statusOf({ cartId, paymentSessionId }: StartedPayment): Promise<z.output<typeof statusSchema>> {
    const path = `/store/inbank/sessions/${paymentSessionId}?cart_id=${cartId}`
    return statusSchema.parse((await request("GET", `${this.store.url}${path}`, {})).body)
  }

  async order(id: string): Promise<z.output<typeof orderSchema>["order"]> {
    return orderSchema.parse((await this.admin("GET", `/orders/${id}`)).body).order
  }

  /** How many bicycles are left. */
  async haveInStock(quantity: number): Promise<void> {
    const path = `/products/${this.productId}/variants/${this.variantId}`
    await this.admin("POST", path, { inventory_quantity: quantity })
  }

  async capture(id: string): Promise<Answer> {
    return await this.admin("POST", `/orders/${id}/capture`, {})
  }

  async refund(id: string, amount: number): Promise<Answer> {
    return await this.admin("POST", `/orders/${id}/refund`, { amount, reason: "return" })
  }

  /** All of an order leaves the warehouse. */
  async ship(id: string): Promise<void> {
    const { items } = await this.order(id)
    const [item] = items
    const fulfilled = await this.admin("POST", `/orders/${id}/fulfillment`, {
      items: [{ item_id: item?.id, quantity: item?.quantity }],
    })
    const [fulfillment] = fulfilledSchema.parse(fulfilled.body).order.fulfillments
    await this.admin("POST", `/orders/${id}/shipment`, { fulfillment_id: fulfillment?.id })
  }

  /** One bicycle more, after the customer has signed for one. */
  async editOrder(id: string): Promise<void> {
    const begun = await this.admin("POST", "/order-edits", { order_id: id })
    const edit = idOf("order_edit").parse(begun.body).order_edit?.id
    await this.admin("POST", `/order-edits/${edit}/items`, { variant_id: this.variantId, quantity: 1 })
    const confirmed = await this.admin("POST", `/order-edits/${edit}/confirm`, {})
    if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body))
  }

  async cancel(id: string): Promise<Answer> {
    return await this.admin("POST", `/orders/${id}/cancel`, {})
  }

  private async admin(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
    return await request(
      method,
      `${this.store.url}/admin${path}`,
      { authorization: `Bearer ${this.token}` },
      body,
    )
  }

  private async buy<T>(path: string, schema: z.ZodType<T>, body: object): Promise<T> {
    return await posted(`${this.store.url}/store${path}`, {}, schema, body)
  }
}

async function posted<T>(
  url: string,
  headers: Record<string, string>,
  schema: z.ZodType<T>,
  body: object,
): Promise<T> {
  const answer = await request("POST", url, headers, body)
  if (answer.status !== 200)
    throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return schema.parse(answer.body)
}
