import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { sweep } from "../../src/services/reconcile/sweep"
import { aMinutePasses, everybodyEnds } from "./time"

/**
 * A minute passes: whoever was at a session has ended, no earlier answer counts as fresh, what waits for its time is
 * due, and is swept. Where a notification was faster than the sweep, what it set off has ended too.
 */
export async function aMinuteLater(container: MedusaContainer): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await everybodyEnds(knex)
  await aMinutePasses(knex)
  await sweep(container)
  await everybodyEnds(knex)
}

/**
 * Minutes pass until something is there. One may not be enough: whoever looked at a session while somebody was refunding
 * comes back to it later.
 */
export async function minutesLater<T>(
  container: MedusaContainer,
  look: () => Promise<T>,
  isThere: (found: T) => boolean,
  what: string,
): Promise<T> {
  return await eventually(
    async () => {
      await aMinuteLater(container)
      return await look()
    },
    isThere,
    what,
  )
}

/** A day passes: what is looked at once a day is due, and is swept. */
export async function aDayLater(container: MedusaContainer): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await knex("inbank_session").update({
    checked_at: knex.raw("checked_at - interval '1 day'"),
    rung_at: knex.raw("rung_at - interval '1 day'"),
  })
  await aMinuteLater(container)
}

/** Whatever a notification set off has ended: the next one to reconcile is the sweep. */
export async function everybodyHasLooked(container: MedusaContainer): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const due = knex("inbank_session").where("next_check_at", "<=", knex.fn.now())
  await minutesLater(
    container,
    async () => await due.clone().pluck<string[]>("id"),
    (ids) => ids.length === 0,
    "what was set off to end",
  )
  await everybodyEnds(knex)
}
