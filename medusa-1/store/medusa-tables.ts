import type { DataSource } from "typeorm"

/** Medusa's payment of a cart or an order, amounts in minor units. */
export interface PaymentOfCart {
  id: string
  provider_id: string
  purchase_reference: string | null
  amount: number
  amount_refunded: number
  order_id: string | null
  captured_at: Date | null
  canceled_at: Date | null
}

export interface OrderOfCart {
  id: string
  canceled: boolean
  shipped: boolean
}

/** The payment session of a cart that the customer chose. */
export interface SelectedSession {
  id: string
  provider_id: string
  amount: number | null
  purchase_reference: string | null
}

/** What a cart contains or refers to, and Medusa needs to make an order of it. */
export type LostOfCart = "goods" | "region"

const LOSSES: readonly LostOfCart[] = ["goods", "region"]

const PAYMENT = `select id, provider_id, data->>'purchase_reference' as purchase_reference,
  amount, amount_refunded, order_id, captured_at, canceled_at from payment`

/**
 * Reads Medusa's own tables over our own connections: Medusa's services would take a connection that checkouts need.
 */
export class MedusaTables {
  constructor(private readonly source: () => Promise<DataSource>) {}

  async cart(cartId: string): Promise<{ type: string; completed: boolean } | undefined> {
    return await this.first<{ type: string; completed: boolean }>(
      "select type, completed_at is not null as completed from cart where id = $1 and deleted_at is null",
      cartId,
    )
  }

  async selectedSession(cartId: string): Promise<SelectedSession | undefined> {
    return await this.first<SelectedSession>(
      `select id, provider_id, amount, data->>'purchase_reference' as purchase_reference
       from payment_session where cart_id = $1 and is_selected`,
      cartId,
    )
  }

  async sessionOfCart(
    paymentSessionId: string,
    cartId: string,
  ): Promise<{ purchase_reference: string | null } | undefined> {
    return await this.first<{ purchase_reference: string | null }>(
      `select data->>'purchase_reference' as purchase_reference
       from payment_session where id = $1 and cart_id = $2`,
      paymentSessionId,
      cartId,
    )
  }

  async orderOfCart(cartId: string): Promise<OrderOfCart | undefined> {
    return await this.first<OrderOfCart>(
      `select id, status = 'canceled' as canceled,
         fulfillment_status in ('shipped', 'partially_shipped') as shipped
       from "order" where cart_id = $1`,
      cartId,
    )
  }

  async orderPlacedAt(orderId: string): Promise<Date | undefined> {
    const order = await this.first<{ created_at: Date }>(
      `select created_at from "order" where id = $1`,
      orderId,
    )
    return order?.created_at
  }

  /** True when an order edit was confirmed, or a shipping method added, since the order was placed. */
  async wasChanged(orderId: string): Promise<boolean> {
    const found = await this.first<{ changed: boolean }>(
      `select exists (select 1 from order_edit where order_id = $1 and confirmed_at is not null)
         or exists (select 1 from shipping_method where order_id = $1 and cart_id is null) as changed`,
      orderId,
    )
    return found?.changed ?? false
  }

  /** The order's payment; otherwise one that is not cancelled; otherwise the last that was cancelled. */
  async paymentOfRow(row: { id: string; cart_id: string }): Promise<PaymentOfCart | undefined> {
    return await this.first<PaymentOfCart>(
      `${PAYMENT} where cart_id = $1 and data->>'purchase_reference' = $2
       order by order_id is null, canceled_at is null desc, created_at desc`,
      row.cart_id,
      row.id,
    )
  }

  /** A payment without an order that is not cancelled. While it exists, Medusa refuses the cart any other payment. */
  async paymentWithoutOrder(cartId: string): Promise<PaymentOfCart | undefined> {
    return await this.first<PaymentOfCart>(
      `${PAYMENT} where cart_id = $1 and order_id is null and canceled_at is null`,
      cartId,
    )
  }

  async hasPayment(orderId: string): Promise<boolean> {
    return (await this.first("select 1 from payment where order_id = $1", orderId)) !== undefined
  }

  /**
   * What the cart refers to and somebody has deleted; nothing when all of it exists. Medusa can never make an order
   * without it.
   */
  async lostOf(cartId: string): Promise<LostOfCart | undefined> {
    const lost = await this.first<Record<LostOfCart, boolean>>(
      `select exists (
         select 1 from line_item i
         where i.cart_id = c.id and i.variant_id is not null and not exists (
           select 1 from product_variant v join product p on p.id = v.product_id and p.deleted_at is null
           where v.id = i.variant_id and v.deleted_at is null)
       ) as goods, not exists (
         select 1 from region r where r.id = c.region_id and r.deleted_at is null
       ) as region
       from cart c where c.id = $1`,
      cartId,
    )
    return LOSSES.find((each) => lost?.[each])
  }

  /**
   * As Medusa does it, but without asking the processor, which refuses when Inbank has paid. No order has this payment.
   */
  async dropPayment(paymentId: string, cartId: string): Promise<void> {
    const source = await this.source()
    await source.query("update payment set canceled_at = now() where id = $1 and order_id is null", [
      paymentId,
    ])
    await source.query(
      "update cart set payment_authorized_at = null where id = $1 and completed_at is null",
      [cartId],
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
