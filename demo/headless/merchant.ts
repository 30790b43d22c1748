import { z } from "zod"
import { request } from "../support/http"

const orderSchema = z.object({
  order: z.object({
    id: z.string(),
    display_id: z.number(),
    payment_status: z.string(),
    payment_collections: z.array(z.object({ payments: z.array(z.object({ id: z.string() })) })),
  }),
})
export type MerchantOrder = z.output<typeof orderSchema>["order"]

const ORDER_FIELDS = "id,display_id,payment_status,*payment_collections.payments"

/** The merchant in Medusa's admin: nothing but its HTTP routes. */
export class Merchant {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async logIn(url: string, credentials: { email: string; password: string }): Promise<Merchant> {
    const { body } = await request("POST", `${url}/auth/user/emailpass`, {}, credentials)
    return new Merchant(url, z.object({ token: z.string() }).parse(body).token)
  }

  async order(id: string): Promise<MerchantOrder> {
    return orderSchema.parse(await this.ask("GET", `/admin/orders/${id}?fields=${ORDER_FIELDS}`)).order
  }

  /** The button "Capture payment". */
  async capture(order: MerchantOrder): Promise<void> {
    const payment = order.payment_collections[0]?.payments[0]
    if (!payment) throw new Error(`The order ${order.id} has no payment.`)
    await this.ask("POST", `/admin/payments/${payment.id}/capture`)
  }

  async cancel(order: MerchantOrder): Promise<void> {
    await this.ask("POST", `/admin/orders/${order.id}/cancel`)
  }

  private async ask(method: "GET" | "POST", path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.token}` }
    const { status, body } = await request(
      method,
      this.url + path,
      headers,
      method === "POST" ? {} : undefined,
    )
    if (status >= 400) throw new Error(`${method} ${path}: HTTP ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
