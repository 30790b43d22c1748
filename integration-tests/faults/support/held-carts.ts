import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { eventually } from "../../../demo/support/eventually"
import { ORDER_TABLES, type OrderTable } from "./order-tables"

/** A cart, and the table that is not written for it. */
export interface HeldCart {
  cartId: string
  table: OrderTable
}

/** By what a row of each table tells its cart, or the cart's payment collection. */
const COLUMNS: Record<OrderTable, string> = {
  cart: "id",
  order_cart: "cart_id",
  order_payment_collection: "payment_collection_id",
}
/** Of the advisory lock; nobody else takes one. */
const KEY = 1

/**
 * Holds one write for each of these carts up, and no other one, so that a process can be killed before all of them at
 * once. Each takes one connection of that process as long as it waits, and Medusa has ten.
 */
export class HeldCarts {
  private constructor(
    private readonly knex: Knex,
    private readonly holder: Knex.Transaction,
    private readonly count: number,
  ) {}

  static async hold(knex: Knex, carts: readonly HeldCart[]): Promise<HeldCarts> {
    await knex.raw("create table held_cart (cart_id text, held_before text)")
    await knex("held_cart").insert(
      carts.map(({ cartId, table }) => ({ cart_id: cartId, held_before: table })),
    )
    await knex.raw(
      `create function wait_where_held() returns trigger language plpgsql as $$
       begin
         if exists (
           select 1 from held_cart held
           join cart_payment_collection chosen on chosen.cart_id = held.cart_id and chosen.deleted_at is null
           where held.held_before = tg_table_name
             and to_jsonb(new)->>tg_argv[0] in (held.cart_id, chosen.payment_collection_id)
         ) then
           perform pg_advisory_xact_lock_shared(${KEY});
         end if;
         return new;
       end $$`,
    )
    const holder = await knex.transaction()
    await holder.raw("select pg_advisory_xact_lock(?)", [KEY])
    for (const table of ORDER_TABLES) {
      await knex.raw(
        `create trigger held before insert or update on ${table}
         for each row execute function wait_where_held('${COLUMNS[table]}')`,
      )
    }
    return new HeldCarts(knex, holder, carts.length)
  }

  /** Resolves when all of them wait. */
  async awaited(): Promise<void> {
    await eventually(
      async () => await this.waiting("pid"),
      (waiting) => waiting.length >= this.count,
      `${this.count} carts to wait`,
    )
  }

  /** Lets go. Whoever waited still is of a dead process: without this PostgreSQL would do its last write all the same. */
  async letGo(): Promise<void> {
    await this.waiting("pg_terminate_backend(pid, 10000)")
    await this.holder.rollback()
    // The triggers go with it.
    await this.knex.raw("drop function wait_where_held cascade")
    await this.knex.schema.dropTable("held_cart")
  }

  private async waiting(what: "pid" | "pg_terminate_backend(pid, 10000)"): Promise<unknown[]> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select ${what} from pg_locks where not granted and locktype = 'advisory'`,
    )
    return rows
  }
}
