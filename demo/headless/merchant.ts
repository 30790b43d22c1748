import { z } from "zod"
import { toDecimal, toMinorUnits } from "../../src/domain/money"
import { request } from "../../test-kit/http"

const amountsSchema = z.array(z.object({ amount: z.number() }))
const orderSchema = z.object({
  order: z.object({
    id: z.string(),
    display_id: z.number(),
    status: z.string(),
    payment_status: z.string(),
    total: z.number(),
    items: z.array(z.object({ id: z.string(), quantity: z.number() })),
    payment_collections: z.array(
      z.object({
        payments: z.array(
          z.object({ id: z.string(), amount: z.number(), captures: amountsSchema, refunds: amountsSchema }),
        ),
      }),
    ),
    fulfillments: z.array(z.object({ id: z.string() })),
  }),
})
export type MerchantOrder = z.output<typeof orderSchema>["order"]

const ORDER_FIELDS = [
  ...["id", "display_id", "status", "payment_status", "total", "*items", "fulfillments.id"],
  ...["", ".captures", ".refunds"].map((of) => `*payment_collections.payments${of}`),
].join()

const inbankOrderSchema = z.object({
  returned: z.string(),
  problems: z.array(z.object({ kind: z.string(), remedy: z.string() })),
})
/** What the plugin says about an order: what its ledger has as given back at Inbank, and what needs a human. */
export type InbankOrder = z.output<typeof inbankOrderSchema>

/** The merchant in Medusa's admin: uses only its HTTP routes. */
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

  /** The order as the plugin sees it. It asks Inbank first. */
  async inbankOrder(id: string): Promise<InbankOrder> {
    return inbankOrderSchema.parse(await this.ask("GET", `/admin/inbank/orders/${id}`))
  }

  /** The button "Capture payment". */
  async capture(order: MerchantOrder): Promise<void> {
    await this.ask("POST", `/admin/payments/${paymentOf(order).id}/capture`)
  }

  /** Packs everything and hands it to the carrier. */
  async ship({ id, items }: MerchantOrder): Promise<void> {
    const goods = { items: items.map(({ id, quantity }) => ({ id, quantity })) }
    await this.ask("POST", `/admin/orders/${id}/fulfillments`, goods)
    const [parcel] = (await this.order(id)).fulfillments
    if (!parcel) throw new Error(`The order ${id} was packed and has no fulfillment.`)
    await this.ask("POST", `/admin/orders/${id}/fulfillments/${parcel.id}/shipments`, goods)
  }

  /** The button "Refund". @param amount major units. */
  async refund(order: MerchantOrder, amount: number): Promise<void> {
    await this.ask("POST", `/admin/payments/${paymentOf(order).id}/refund`, { amount })
  }

  async cancel(order: MerchantOrder): Promise<void> {
    await this.ask("POST", `/admin/orders/${order.id}/cancel`)
  }

  /** The region's settings: with Inbank among its payment methods, or without. */
  async enableForRegion(regionId: string, isEnabled: boolean): Promise<void> {
    const payment_providers = ["pp_system_default", ...(isEnabled ? ["pp_inbank_ee"] : [])]
    await this.ask("POST", `/admin/regions/${regionId}`, { payment_providers })
  }

  private async ask(method: "GET" | "POST", path: string, sent: object = {}): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.token}` }
    const { status, body } = await request(
      method,
      this.url + path,
      headers,
      method === "POST" ? sent : undefined,
    )
    if (status >= 400) throw new Error(`${method} ${path}: HTTP ${status}: ${JSON.stringify(body)}`)
    return body
  }
}

/** What Medusa's books say about an order's payments, major units. */
export interface BookedSums {
  authorized: string
  captured: string
  refunded: string
}

export function bookedSums({ payment_collections }: MerchantOrder): BookedSums {
  const payments = payment_collections.flatMap((collection) => collection.payments)
  return {
    authorized: sumOf(payments),
    captured: sumOf(payments.flatMap(({ captures }) => captures)),
    refunded: sumOf(payments.flatMap(({ refunds }) => refunds)),
  }
}

function sumOf(entries: readonly { amount: number }[]): string {
  return toDecimal(entries.reduce((sum, { amount }) => sum + toMinorUnits(amount), 0))
}

function paymentOf(order: MerchantOrder) {
  const payment = order.payment_collections[0]?.payments[0]
  if (!payment) throw new Error(`The order ${order.id} has no payment.`)
  return payment
}
