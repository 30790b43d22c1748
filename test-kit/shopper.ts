import { z } from "zod"
import type { Seeded } from "../demo/store/seed"
import { request, type Answer } from "./http"

const cartSchema = z.object({
  cart: z.looseObject({
    id: z.string(),
    total: z.number(),
    items: z.array(z.looseObject({ id: z.string(), variant_id: z.string().nullish() })).optional(),
  }),
})
const collectionSchema = z.object({
  payment_collection: z.object({
    id: z.string(),
    payment_sessions: z
      .array(
        z.object({
          id: z.string(),
          provider_id: z.string(),
          data: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  }),
})
const completionSchema = z.union([
  z.object({ type: z.literal("order"), order: z.looseObject({ id: z.string() }) }),
  z.object({ type: z.literal("cart"), error: z.object({ message: z.string(), type: z.string() }) }),
])

/** A payment that was started, as a storefront knows it. */
export interface StartedPayment {
  paymentSessionId: string
  posSessionUuid: string
  redirectUrl: string
}

/** A person with a browser: uses only the store's public routes. */
export class Shopper {
  constructor(
    private readonly url: string,
    private readonly seeded: Seeded,
    protected cart = { id: "", collectionId: "" },
  ) {}

  get cartId(): string {
    return this.cart.id
  }

  /** The same person at another address of the shop. */
  at(url: string): Shopper {
    return new Shopper(url, this.seeded, this.cart)
  }

  /** A cart that could be ordered: goods, address, shipping. */
  async fillCart(title = "City bicycle"): Promise<{ id: string; total: number }> {
    const address = { first_name: "Mari", last_name: "Maasikas", address_1: "Pikk 1", city: "Tallinn" }
    const { cart } = await this.post("/store/carts", cartSchema, {
      region_id: this.seeded.regionId,
      email: "mari@example.com",
      shipping_address: { ...address, country_code: "ee", postal_code: "10123" },
      items: [{ variant_id: this.seeded.variants[title], quantity: 1 }],
    })
    this.cart = { id: cart.id, collectionId: "" }
    const shipped = await this.post(`/store/carts/${cart.id}/shipping-methods`, cartSchema, {
      option_id: this.seeded.shippingOptionId,
    })
    return shipped.cart
  }

  /** @returns the new line's id. */
  async addToCart(title: string): Promise<string> {
    const variant = this.seeded.variants[title]
    const { cart } = await this.post(`/store/carts/${this.cart.id}/line-items`, cartSchema, {
      variant_id: variant,
      quantity: 1,
    })
    return cart.items?.find((item) => item.variant_id === variant)?.id ?? ""
  }

  async removeFromCart(lineItemId: string): Promise<void> {
    expectOk(await this.request("DELETE", `/store/carts/${this.cart.id}/line-items/${lineItemId}`))
  }

  /** Opens the cart's payment collection, unless it is open. @returns its id. */
  async startPaying(): Promise<string> {
    if (this.cart.collectionId === "") {
      const created = await this.post("/store/payment-collections", collectionSchema, {
        cart_id: this.cart.id,
      })
      this.cart.collectionId = created.payment_collection.id
    }
    return this.cart.collectionId
  }

  /** Chooses a payment method; whatever the store answers. */
  async choose(providerId: string, data?: object): Promise<Answer> {
    await this.startPaying()
    return await this.request(
      "POST",
      `/store/payment-collections/${this.cart.collectionId}/payment-sessions`,
      {
        provider_id: providerId,
        ...(data && { data }),
      },
    )
  }

  /** The live payment sessions of the cart. */
  async paymentCollection(): Promise<{ payment_sessions: { id: string; provider_id: string }[] }> {
    const fields = "payment_collection.payment_sessions.id,payment_collection.payment_sessions.provider_id"
    const { cart } = z
      .object({ cart: collectionSchema })
      .parse(
        expectOk(
          await this.request("GET", `/store/carts/${this.cart.id}?fields=${fields},payment_collection.id`),
        ),
      )
    return { payment_sessions: cart.payment_collection.payment_sessions ?? [] }
  }

  /** Chooses Inbank and expects to be sent to e-POS. */
  async startInbank(providerId = "pp_inbank_ee", data?: object): Promise<StartedPayment> {
    const { payment_collection } = collectionSchema.parse(expectOk(await this.choose(providerId, data)))
    const session = payment_collection.payment_sessions?.find((each) => each.provider_id === providerId)
    const { redirect_url, pos_session_uuid } = z
      .object({ redirect_url: z.string(), pos_session_uuid: z.string() })
      .parse(session?.data)
    return {
      paymentSessionId: session?.id ?? "",
      posSessionUuid: pos_session_uuid,
      redirectUrl: redirect_url,
    }
  }

  async complete(): Promise<z.output<typeof completionSchema>> {
    return completionSchema.parse(
      expectOk(await this.request("POST", `/store/carts/${this.cart.id}/complete`, {})),
    )
  }

  /** What the waiting page sees. */
  async sessionStatus(
    payment: StartedPayment,
    { wait = 0 } = {},
  ): Promise<{ status: string; reason: string | null; order_id: string | null }> {
    const path = `/store/inbank/sessions/${payment.paymentSessionId}?cart_id=${this.cart.id}&wait=${wait}`
    return z
      .object({ status: z.string(), reason: z.string().nullable(), order_id: z.string().nullable() })
      .parse(expectOk(await this.request("GET", path)))
  }

  async request(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer> {
    return await request(
      method,
      this.url + path,
      { "x-publishable-api-key": this.seeded.publishableKey },
      body,
    )
  }

  private async post<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    body: object,
  ): Promise<z.output<Schema>> {
    return schema.parse(expectOk(await this.request("POST", path, body)))
  }
}

/** The browser follows e-POS's redirect to the store and stops before the storefront. @returns where it is sent. */
export async function comeBack(returnAddress: string, method: "GET" | "POST" = "GET"): Promise<URL> {
  const response = await fetch(returnAddress, { method, redirect: "manual" })
  const location = response.headers.get("location")
  if (response.status !== 303 || !location) throw new Error(`expected a redirect, got ${response.status}`)
  return new URL(location)
}

function expectOk(answer: Answer): unknown {
  if (answer.status >= 400) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
