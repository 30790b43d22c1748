import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import inbankSweep from "../../src/jobs/inbank-sweep"

/** A minute passes: no earlier answer counts as fresh, what waits for its time is due, and the scheduled job runs. */
export async function aMinuteLater(container: MedusaContainer): Promise<void> {
  await aMinutePasses(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  await inbankSweep(container)
}

/** A minute passes for the sessions of these carts, or for all of them: no earlier answer counts as fresh, what waits is due. */
export async function aMinutePasses(knex: Knex, cartIds?: string[]): Promise<void> {
  const rows = knex("inbank_session")
  if (cartIds) void rows.whereIn("cart_id", cartIds)
  await rows.update({
    checked_at: knex.raw("checked_at - interval '1 minute'"),
    rung_at: knex.raw("rung_at - interval '1 minute'"),
    // `least` alone would wake finished rows, which have no time: it passes over nulls.
    next_check_at: knex.raw("case when next_check_at is not null then least(next_check_at, now()) end"),
  })
}
