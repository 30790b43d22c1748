import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { eventually } from "../../test-kit/eventually"

/** Whoever is at a session has ended. A sweep's claim on a row whose look failed waits for its time. */
export async function everybodyEnds(knex: Knex, patienceMs?: number): Promise<void> {
  await eventually(
    async () =>
      await knex<{ until: Date }>("inbank_lease")
        .where("until", ">", knex.fn.now())
        .whereNotIn("id", knex("inbank_session").select("id")),
    (held) => held.length === 0,
    "whoever is at a session to end",
    patienceMs,
  )
}

/** Nobody looks at this cart's purchase by himself, and whoever is at it ends: what is open stays so until it is pressed. */
export async function nobodyLooks(knex: Knex, cartId: string): Promise<void> {
  const later = knex.raw("now() + interval '1 hour'")
  await knex("inbank_session").where({ cart_id: cartId }).update({ next_check_at: later })
  await everybodyEnds(knex)
}

/** A minute passes for the sessions of these carts, or for all of them: no earlier answer counts as fresh, what waits is due. */
export async function aMinutePasses(knex: Knex, cartIds?: string[]): Promise<void> {
  const rows = () => {
    const all = knex("inbank_session")
    return cartIds ? all.whereIn("cart_id", cartIds) : all
  }
  await knex("inbank_lease").whereIn("id", rows().select("id")).delete()
  await rows().update({
    checked_at: knex.raw("checked_at - interval '1 minute'"),
    rung_at: knex.raw("rung_at - interval '1 minute'"),
    // `least` alone would wake finished rows, which have no time: it passes over nulls.
    next_check_at: knex.raw("case when next_check_at is not null then least(next_check_at, now()) end"),
  })
}
