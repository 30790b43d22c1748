import type { Knex } from "@medusajs/framework/mikro-orm/knex"

export interface Relation {
  name: string
  kind: "table" | "index"
  megabytes: number
}

/** How much disk space a table and its indexes take, largest first. */
export async function sizesOf(knex: Knex, table: string): Promise<Relation[]> {
  const { rows } = await knex.raw<{ rows: Relation[] }>(
    `select c.relname as name, 'table' as kind, pg_table_size(c.oid) / 1e6::float as megabytes
     from pg_class c where c.oid = ?::regclass
     union all
     select i.indexrelid::regclass::text, 'index', pg_relation_size(i.indexrelid) / 1e6::float
     from pg_index i where i.indrelid = ?::regclass
     order by megabytes desc`,
    [table, table],
  )
  return rows
}

export function sum(relations: readonly Relation[]): number {
  return relations.reduce((total, { megabytes }) => total + megabytes, 0)
}
