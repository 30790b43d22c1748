import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Shopper } from "../../test-kit/shopper"

export interface FilledCart {
  id: string
  collectionId: string
  /** Major units. */
  total: number
}

/** A cart that could be ordered, its payment collection opened. */
export async function fillCart(shopper: Shopper): Promise<FilledCart> {
  const { id, total } = await shopper.fillCart()
  return { id, collectionId: await shopper.startPaying(), total }
}

/** Where a cart's own rows lie, of one line and one shipping method. */
const TABLES = [
  ["cart_address", "id in (select shipping_address_id from cart where id = ?)", "cart"],
  ["cart", "id = ?", "cart"],
  ["cart_line_item", "cart_id = ?", "cart"],
  ["cart_shipping_method", "cart_id = ?", "cart"],
  ["payment_collection", "id = ?", "collection"],
  ["cart_payment_collection", "cart_id = ?", "cart"],
] as const
/** The ids by which these rows point to one another, by their prefixes; all others stay. */
const OWN_IDS = '"(cart|caaddr|cali|casm|pay_col|capaycol)_[0-9A-Z]+"'

/**
 * Copies a cart that nobody pays for yet. Medusa takes a second to fill one; how it was filled is not what is tried
 * here, and what happens to it from now on is done by real requests.
 */
export async function copyCart(knex: Knex, cart: FilledCart, count: number): Promise<FilledCart[]> {
  const copies: FilledCart[] = []
  for (let number = 0; number < count; number += 1) {
    const suffix = `C${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`.toUpperCase()
    for (const [table, where, owner] of TABLES) {
      await knex.raw(
        `insert into ${table} select (jsonb_populate_record(
           null::${table},
           regexp_replace(to_jsonb(original)::text, '${OWN_IDS}', '"\\1_' || ?::text || '"', 'g')::jsonb
         )).* from ${table} original where ${where}`,
        [suffix, owner === "cart" ? cart.id : cart.collectionId],
      )
    }
    copies.push({ id: `cart_${suffix}`, collectionId: `pay_col_${suffix}`, total: cart.total })
  }
  return copies
}
