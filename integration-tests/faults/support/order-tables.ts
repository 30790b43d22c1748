import { z } from "zod"
import type { TestBed } from "./test-bed"

/** Where Medusa writes, side by side, once it has made an order of a cart. */
export const ORDER_TABLES = ["cart", "order_cart", "order_payment_collection"] as const
export type OrderTable = (typeof ORDER_TABLES)[number]

/** Those of them in which it has written for this cart. */
export async function writtenOf({ knex }: TestBed, cartId: string): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `select 'cart' as name from cart where id = :cartId and completed_at is not null
     union all select 'order_cart' from order_cart where cart_id = :cartId and deleted_at is null
     union all select 'order_payment_collection' from order_payment_collection paid
       join cart_payment_collection chosen using (payment_collection_id)
       where chosen.cart_id = :cartId and chosen.deleted_at is null and paid.deleted_at is null`,
    { cartId },
  )
  return rows.map(({ name }) => name)
}

/** The id of the payment collection by which this cart is paid. */
export async function collectionOf({ knex }: TestBed, cartId: string): Promise<string> {
  const found: unknown = await knex("cart_payment_collection")
    .where({ cart_id: cartId, deleted_at: null })
    .pluck("payment_collection_id")
  return z.tuple([z.string()]).parse(found)[0]
}
