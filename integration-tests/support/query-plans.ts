import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"

/** A statement as it was sent, with the values of one time. */
export interface Statement {
  sql: string
  bindings: readonly unknown[]
}

const statementSchema = z.object({ sql: z.string(), bindings: z.array(z.unknown()).default([]) })
const EXPLAINABLE = /^\s*(select|insert|update|delete|with)\b/i

const nodeSchema = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  get Plans() {
    return z.array(nodeSchema).optional()
  },
})
type Node = z.output<typeof nodeSchema>
const explainedSchema = z.array(z.object({ "QUERY PLAN": z.array(z.object({ Plan: nodeSchema })) }))

/** Takes down every statement on our tables that is really sent, once each, until it is told to stop. */
export function listen(knex: Knex): { stop: () => Statement[] } {
  const heard = new Map<string, Statement>()
  const hear = (query: unknown) => {
    const { sql, bindings } = statementSchema.parse(query)
    if (/\binbank_/.test(sql) && EXPLAINABLE.test(sql)) heard.set(sql, { sql, bindings })
  }
  knex.on("query", hear)
  return {
    stop: () => {
      knex.removeListener("query", hear)
      return [...heard.values()]
    },
  }
}

/** Our tables that PostgreSQL would read from one end to the other for this statement. */
export async function tablesReadWhole(knex: Knex, { sql, bindings }: Statement): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: unknown }>(
    `explain (format json) ${sql.replaceAll(/\$\d+/g, "?")}`,
    bindings as Knex.RawBinding[],
  )
  return nodes(explainedSchema.parse(rows).flatMap((row) => row["QUERY PLAN"].map(({ Plan }) => Plan)))
    .filter((node) => node["Node Type"] === "Seq Scan")
    .flatMap((node) => node["Relation Name"] ?? [])
    .filter((table) => table.startsWith("inbank_"))
}

function nodes(plans: readonly Node[]): Node[] {
  return plans.flatMap((plan) => [plan, ...nodes(plan.Plans ?? [])])
}
