import type { DataSource } from "typeorm"

/** Medusa's payment of a cart or an order, amounts in minor units. */
export interface PaymentOfCart {
  id: string
  provider_id: string
  purchase_reference: string | null
  amount: number
  amount_refunded: number
  captured_at: Date | null
  canceled_at: Date | null
}

export interface OrderOfCart {
  id: string
  canceled: boolean
  shipped: boolean
}

/** Medusa's session of a cart that the customer chose. */
export interface SelectedSession {
  id: string
  provider_id: string
  amount: number | null
  purchase_reference: string | null
}

/** What Medusa's own tables say, read over our own connections: its services would take one of those that checkouts need. */
export class MedusaTables {
  constructor(private readonly source: () => Promise<DataSource>) {}

  async hasCart(cartId: string): Promise<boolean> {
    return (await this.first("select 1 from cart where id = $1 and deleted_at is null", cartId)) !== undefined
  }

  async selectedSession(cartId: string): Promise<SelectedSession | undefined> {
    return await this.first<SelectedSession>(
      `select id, provider_id, amount, data->>'purchase_reference' as purchase_reference
       from payment_session where cart_id = $1 and is_selected`,
      cartId,
    )
  }

  async isSessionOfCart(paymentSessionId: string, cartId: string): Promise<boolean> {
    const found = await this.first(
      "select 1 from payment_session where id = $1 and cart_id = $2",
      paymentSessionId,
      cartId,
    )
    return found !== undefined
  }

  async orderOfCart(cartId: string): Promise<OrderOfCart | undefined> {
    return await this.first<OrderOfCart>(
      `select id, status = 'canceled' as canceled,
         fulfillment_status in ('shipped', 'partially_shipped') as shipped
       from "order" where cart_id = $1`,
      cartId,
    )
  }

  /** The one that stands, or the last that was cancelled. */
  async paymentOfRow(rowId: string): Promise<PaymentOfCart | undefined> {
    return await this.first<PaymentOfCart>(
      `select id, provider_id, data->>'purchase_reference' as purchase_reference,
         amount, amount_refunded, captured_at, canceled_at
       from payment where data->>'purchase_reference' = $1
       order by canceled_at is null desc, created_at desc`,
      rowId,
    )
  }

  /** Where the goods go and how to reach the customer: asked at a checkout, never kept. */
  async deliveryOfCart(
    cartId: string,
  ): Promise<{ country: string | null; phone: string | null } | undefined> {
    return await this.first<{ country: string | null; phone: string | null }>(
      `select lower(coalesce(shipping.country_code, billing.country_code)) as country,
         coalesce(shipping.phone, billing.phone) as phone
       from cart
       left join address shipping on shipping.id = cart.shipping_address_id
       left join address billing on billing.id = cart.billing_address_id
       where cart.id = $1`,
      cartId,
    )
  }

  private async first<Row>(sql: string, ...values: string[]): Promise<Row | undefined> {
    const rows = await (await this.source()).query<Row[]>(`${sql} limit 1`, values)
    return rows[0]
  }
}
