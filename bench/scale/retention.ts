import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { InbankStore } from "../../src/modules/inbank/store"
import { summary, type Times } from "./stopwatch"

export interface Retention {
  removed: number
  runs: number
  most: number
  times: Times
}

/** Runs the job that deletes old lines of the audit log until it finds nothing more. The plugin runs it each minute. */
export async function measureRetention(knex: Knex): Promise<Retention> {
  const { auditLog } = new InbankStore(knex)
  const removed: number[] = []
  const times: number[] = []
  do {
    const began = performance.now()
    removed.push(await auditLog.prune())
    times.push(performance.now() - began)
  } while (removed.at(-1) !== 0)
  return {
    removed: removed.reduce((sum, each) => sum + each, 0),
    runs: removed.length,
    most: Math.max(...removed),
    times: summary(times),
  }
}
