import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { InbankStore } from "../../src/modules/inbank/store"
import { timed, type Times } from "./stopwatch"

const AT_ONCE = 100
const CLAIMS = 25

/** Claims a hundred due rows again and again: each time different ones, as sweeps do. */
export async function measureClaim(knex: Knex): Promise<Times> {
  const { queue } = new InbankStore(knex)
  return await timed(Array.from({ length: CLAIMS }), async () => {
    const { leases } = await queue.claimDue(AT_ONCE)
    if (leases.length < AT_ONCE) throw new Error(`only ${leases.length} rows were due`)
  })
}
