import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { eventually } from "../../../test-kit/eventually"

/** The next write to this table of a row in which this id stands: its own, or that of whom it belongs to. */
export interface HeldWrite {
  table: string
  id: string
}

/** Of the advisory lock; nobody else takes one. */
const KEY = 1

/**
 * Holds some writes up and no other one, so that a process can be killed right before all of them at once: what Inbank's
 * answers are to `sandbox.faults`, the database's are here. Each takes one connection of that process as long as it waits.
 */
export class HeldWrites {
  private constructor(
    private readonly knex: Knex,
    private readonly holder: Knex.Transaction,
    private readonly count: number,
  ) {}

  static async hold(knex: Knex, writes: readonly HeldWrite[]): Promise<HeldWrites> {
    await knex.raw("create table held_write (name text, id text)")
    await knex("held_write").insert(writes.map(({ table, id }) => ({ name: table, id })))
    await knex.raw(
      `create function wait_where_held() returns trigger language plpgsql as $$
       begin
         if exists (
           select 1 from held_write where name = tg_table_name
             and id in (select value from jsonb_each_text(to_jsonb(new)))
         ) then
           perform pg_advisory_xact_lock_shared(${KEY});
         end if;
         return new;
       end $$`,
    )
    const holder = await knex.transaction()
    await holder.raw("select pg_advisory_xact_lock(?)", [KEY])
    for (const table of new Set(writes.map((write) => write.table))) {
      await knex.raw(
        `create trigger held before insert or update on ??
         for each row execute function wait_where_held()`,
        [table],
      )
    }
    return new HeldWrites(knex, holder, writes.length)
  }

  /** Resolves when all of them wait. */
  async awaited(): Promise<void> {
    await eventually(
      async () => await this.waiting("pid"),
      (waiting) => waiting.length >= this.count,
      `${this.count} writes to wait`,
    )
  }

  /** Lets go. Whoever waited still is of a dead process: without this PostgreSQL would do its last write all the same. */
  async letGo(): Promise<void> {
    await this.waiting("pg_terminate_backend(pid, 10000)")
    await this.holder.rollback()
    // The triggers go with it.
    await this.knex.raw("drop function wait_where_held cascade")
    await this.knex.schema.dropTable("held_write")
  }

  private async waiting(what: "pid" | "pg_terminate_backend(pid, 10000)"): Promise<unknown[]> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select ${what} from pg_locks where not granted and locktype = 'advisory'`,
    )
    return rows
  }
}
