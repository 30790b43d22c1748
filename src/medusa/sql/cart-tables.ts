import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** What a cart contains or refers to, and Medusa needs to make an order of it. */
export type LostOfCart = "goods" | "promotion" | "region"

/** Reads on Medusa's own tables of carts, for what Medusa's errors do not show. */
export class CartTables {
  constructor(private readonly knex: Knex) {}

  /**
   * What the cart refers to and somebody has deleted since; nothing when all of it exists. Medusa marks what is deleted
   * and keeps the references, and then fails at any place: "Cannot read properties of undefined".
   */
  async lostOf(cartId: string): Promise<LostOfCart | undefined> {
    const { rows } = await this.knex.raw<{ rows: Record<LostOfCart, boolean>[] }>(
      `select exists (
         select 1 from cart_line_item i
         where i.cart_id = c.id and i.deleted_at is null and i.variant_id is not null and not exists (
           select 1 from product_variant v join product p on p.id = v.product_id and p.deleted_at is null
           where v.id = i.variant_id and v.deleted_at is null)
       ) as goods,
       exists (
         select 1 from cart_line_item_adjustment a join cart_line_item i on i.id = a.item_id
         where i.cart_id = c.id and i.deleted_at is null and ${LOST_PROMOTION}
       ) or exists (
         select 1 from cart_shipping_method_adjustment a join cart_shipping_method m on m.id = a.shipping_method_id
         where m.cart_id = c.id and m.deleted_at is null and ${LOST_PROMOTION}
       ) as promotion,
       c.region_id is not null and not exists (
         select 1 from region r where r.id = c.region_id and r.deleted_at is null
       ) as region
       from cart c where c.id = ?`,
      [cartId],
    )
    const [found] = rows
    return LOSSES.find((lost) => found?.[lost])
  }
}

const LOSSES: readonly LostOfCart[] = ["goods", "promotion", "region"]

const LOST_PROMOTION = `a.deleted_at is null and a.promotion_id is not null and not exists (
  select 1 from promotion p where p.id = a.promotion_id and p.deleted_at is null)`
