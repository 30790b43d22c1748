import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { handleWhen, retry } from "cockatiel"
import { z } from "zod"

const deadlockSchema = z.object({ code: z.literal("40P01") })
const afterDeadlocks = retry(
  handleWhen((error) => deadlockSchema.safeParse(error).success),
  { maxAttempts: 4 },
)

/**
 * Before a test, every table holds again what it held when the store had just started. The rows alone are put back: a copy
 * of the whole database for each test, as Medusa's own test runner makes it, takes many times as long and throws the
 * store's connections out.
 */
export class SeededRows {
  private constructor(private readonly knex: Knex) {}

  /** Takes down what is there now. */
  static async keep(knex: Knex): Promise<SeededRows> {
    await knex.raw(KEEP)
    return new SeededRows(knex)
  }

  /**
   * What the test before has set going may still write, and lock the same rows in another order. PostgreSQL then ends one of the
   * two, which is to begin anew (https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS).
   */
  async putBack(): Promise<void> {
    await afterDeadlocks.execute(async () => {
      await this.knex.raw("select seeded.put_back()")
    })
  }
}

/**
 * `replica` leaves foreign keys unchecked: tables are emptied and filled in any order. Emptied by row, since making 150
 * tables new costs PostgreSQL a file each; ours may hold many, so they are made new. A table that holds as many rows as when
 * it was put back, and none that was written since (each row knows its transaction), is left alone.
 */
const KEEP = `
  create schema seeded;

  create table seeded."tables of public" (name text primary key, rows bigint, writers numeric);

  do $keep$
  declare name text; filled boolean;
  begin
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('select exists (select from public.%I)', name) into filled;
      if filled then
        execute format('create table seeded.%I as table public.%I', name, name);
        insert into seeded."tables of public" values (name);
      end if;
    end loop;
  end $keep$;

  create table seeded."sequences of public" as
    select sequencename, coalesce(last_value, start_value) as value, last_value is not null as is_called
    from pg_sequences where schemaname = 'public';

  create function seeded.put_back() returns void language plpgsql as $put_back$
  declare name text; filled boolean; columns text; kept record; found record;
  begin
    set local session_replication_role = replica;
    for kept in select * from seeded."tables of public" loop
      execute format('select count(*) as rows, sum(xmin::text::bigint) as writers from public.%I', kept.name) into found;
      continue when found.rows = kept.rows and found.writers = kept.writers;
      execute format('delete from public.%I', kept.name);
      select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
        where attrelid = format('public.%I', kept.name)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
      execute format('insert into public.%I (%s) select %s from seeded.%I', kept.name, columns, columns, kept.name);
      execute format('update seeded."tables of public" set (rows, writers) =
        (select count(*), sum(xmin::text::bigint) from public.%I) where name = $1', kept.name) using kept.name;
    end loop;
    for name in
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname not in (select t.name from seeded."tables of public" t)
    loop
      execute format('select exists (select from public.%I)', name) into filled;
      continue when not filled;
      execute format(case when name like 'inbank\\_%' then 'truncate public.%I' else 'delete from public.%I' end, name);
    end loop;
    perform setval(format('public.%I', sequencename)::regclass, value, is_called) from seeded."sequences of public";
  end $put_back$;
`
