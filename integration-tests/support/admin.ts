import type { IAuthModuleService, IUserModuleService } from "@medusajs/framework/types"
import { z } from "zod"
import { request, type Answer } from "../../test-kit/http"

const orderSchema = z.object({
  order: z.object({
    id: z.string(),
    status: z.string(),
    payment_status: z.string(),
    total: z.number(),
    payment_collections: z.array(
      z.object({
        id: z.string(),
        payments: z.array(
          z.object({
            id: z.string(),
            amount: z.number(),
            captured_at: z.string().nullish(),
            refunds: z.array(z.object({ id: z.string(), amount: z.number() })).nullish(),
            canceled_at: z.string().nullish(),
          }),
        ),
      }),
    ),
    items: z.array(z.object({ id: z.string(), quantity: z.number() })),
  }),
})
export type AdminOrder = z.output<typeof orderSchema>["order"]

const ORDER_FIELDS =
  "id,status,payment_status,total,*payment_collections.payments,*payment_collections.payments.refunds,*items"

/** A merchant's person in Medusa's admin: nothing but its HTTP routes. */
export class Admin {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async create(users: IUserModuleService, auth: IAuthModuleService, url: string): Promise<Admin> {
    const [email, password] = ["merchant@example.com", "supersecret"]
    const user = await users.createUsers({ email })
    const { success, authIdentity } = await auth.register("emailpass", { body: { email, password } })
    if (!success || !authIdentity) throw new Error("the merchant could not be registered")
    await auth.updateAuthIdentities([{ id: authIdentity.id, app_metadata: { user_id: user.id } }])
    return await Admin.login(url, email, password)
  }

  static async login(url: string, email: string, password: string): Promise<Admin> {
    const { body } = await request("POST", `${url}/auth/user/emailpass`, {}, { email, password })
    return new Admin(url, z.object({ token: z.string() }).parse(body).token)
  }

  async order(id: string): Promise<AdminOrder> {
    const { body } = await this.request("GET", `/admin/orders/${id}?fields=${ORDER_FIELDS}`)
    return orderSchema.parse(body).order
  }

  async orderCount(): Promise<number> {
    const { body } = await this.request("GET", "/admin/orders?fields=id")
    return z.object({ count: z.number() }).parse(body).count
  }

  /** The button "Capture payment". */
  async capture(order: AdminOrder, body: object = {}): Promise<Answer> {
    const payment = order.payment_collections[0]?.payments.find(({ canceled_at }) => !canceled_at)
    return await this.request("POST", `/admin/payments/${payment?.id}/capture`, body)
  }

  /** The button "Refund". Without an amount: all of the payment. */
  async refund(order: AdminOrder, amount: number = order.total): Promise<Answer> {
    const payment = order.payment_collections[0]?.payments.find(({ canceled_at }) => !canceled_at)
    return await this.request("POST", `/admin/payments/${payment?.id}/refund`, { amount })
  }

  /** What the plugin says of an order. */
  async inbankOrder(orderId: string): Promise<Answer> {
    return await this.request("GET", `/admin/inbank/orders/${orderId}`)
  }

  async recordPortalRefund(orderId: string, body: object): Promise<Answer> {
    return await this.request("POST", `/admin/inbank/orders/${orderId}/portal-refunds`, body)
  }

  /** The contract alone: the order stays. */
  async cancelContract(orderId: string): Promise<Answer> {
    return await this.request("POST", `/admin/inbank/orders/${orderId}/cancel-contract`, {})
  }

  async cancel(order: AdminOrder): Promise<Answer> {
    return await this.request("POST", `/admin/orders/${order.id}/cancel`, {})
  }

  /** The law changes: the country's default rate, in percent. */
  async setTaxRate(countryCode: string, percent: number): Promise<void> {
    const { body } = await this.request("GET", `/admin/tax-regions?country_code=${countryCode}`)
    const { tax_regions } = z.object({ tax_regions: z.array(z.object({ id: z.string() })) }).parse(body)
    const made = await this.request("POST", "/admin/tax-rates", {
      tax_region_id: tax_regions[0]?.id,
      name: `${percent} %`,
      code: `vat${percent}`,
      rate: percent,
      is_default: true,
    })
    if (made.status !== 200) throw new Error(JSON.stringify(made))
  }

  /** Packs all of it: Medusa then cancels the order no more. */
  async pack(orderId: string, items: AdminOrder["items"]): Promise<Answer> {
    return await this.request("POST", `/admin/orders/${orderId}/fulfillments`, {
      items: items.map(({ id, quantity }) => ({ id, quantity })),
    })
  }

  /** Packs and ships all of it. */
  async ship(orderId: string, items: AdminOrder["items"]): Promise<void> {
    const fulfillment = await this.packed(orderId, items)
    const shipped = await this.request(
      "POST",
      `/admin/orders/${orderId}/fulfillments/${fulfillment}/shipments`,
      {
        items: items.map(({ id, quantity }) => ({ id, quantity })),
      },
    )
    if (shipped.status !== 200) throw new Error(JSON.stringify(shipped))
  }

  /** Packs all of it and marks it as delivered, as for goods that are fetched: there is no shipment. */
  async deliver(orderId: string, items: AdminOrder["items"]): Promise<void> {
    const fulfillment = await this.packed(orderId, items)
    const path = `/admin/orders/${orderId}/fulfillments/${fulfillment}/mark-as-delivered`
    const delivered = await this.request("POST", path, {})
    if (delivered.status !== 200) throw new Error(JSON.stringify(delivered))
  }

  /** @returns the fulfillment's id. */
  private async packed(orderId: string, items: AdminOrder["items"]): Promise<string> {
    const packed = await this.pack(orderId, items)
    if (packed.status !== 200) throw new Error(JSON.stringify(packed))
    const { body } = await this.request("GET", `/admin/orders/${orderId}?fields=fulfillments.id`)
    const { order } = z
      .object({ order: z.object({ fulfillments: z.array(z.object({ id: z.string() })) }) })
      .parse(body)
    return order.fulfillments[0]?.id ?? ""
  }

  async request(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer> {
    return await request(method, this.url + path, { authorization: `Bearer ${this.token}` }, body)
  }
}
