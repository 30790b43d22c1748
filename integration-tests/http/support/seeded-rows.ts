import type { Knex } from "@medusajs/framework/mikro-orm/knex"

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

  async putBack(): Promise<void> {
    await this.knex.raw("select seeded.put_back()")
  }
}

/**
 * `replica` leaves foreign keys unchecked: tables are emptied and filled in any order. Emptied by row, since making 150
 * tables new costs PostgreSQL a file each; ours may hold many, so they are made new.
 */
const KEEP = `
  create schema seeded;

  do $keep$
  declare name text; filled boolean;
  begin
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('select exists (select from public.%I)', name) into filled;
      if filled then execute format('create table seeded.%I as table public.%I', name, name); end if;
    end loop;
  end $keep$;

  create table seeded."sequences of public" as
    select sequencename, coalesce(last_value, start_value) as value, last_value is not null as is_called
    from pg_sequences where schemaname = 'public';

  create function seeded.put_back() returns void language plpgsql as $put_back$
  declare name text; filled boolean; columns text;
  begin
    set local session_replication_role = replica;
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      if name like 'inbank\\_%' then execute format('truncate public.%I', name); end if;
      execute format('select exists (select from public.%I)', name) into filled;
      if filled then execute format('delete from public.%I', name); end if;
      if to_regclass(format('seeded.%I', name)) is not null then
        select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
          where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        execute format('insert into public.%I (%s) select %s from seeded.%I', name, columns, columns, name);
      end if;
    end loop;
    perform setval(format('public.%I', sequencename)::regclass, value, is_called) from seeded."sequences of public";
  end $put_back$;
`
