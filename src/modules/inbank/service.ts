import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ContainerRegistrationKeys, MedusaService } from "@medusajs/framework/utils"
import { running } from "./running"
import { LeaseStore } from "./store/lease-store"
import { InbankEvent, InbankLease, InbankProblem, InbankRefund, InbankSession } from "./models"

/** Well within the ten seconds that a container is given before it is killed. */
const END_WITHIN_MS = 5_000

/**
 * Medusa's own reads and lists over our tables. Writes that must be atomic go through `./store`. And what Medusa tells its
 * modules of the application's start and end: an error here would be swallowed, and the start is not waited for.
 */
export class InbankModuleService extends MedusaService({
  InbankEvent,
  InbankLease,
  InbankProblem,
  InbankRefund,
  InbankSession,
}) {
  readonly __hooks

  constructor(container: { [ContainerRegistrationKeys.PG_CONNECTION]: Knex }) {
    super(container)
    const leases = new LeaseStore(container[ContainerRegistrationKeys.PG_CONNECTION])
    this.__hooks = {
      onApplicationStart: async () => {
        running.start()
      },
      onApplicationPrepareShutdown: async () => {
        await running.end(END_WITHIN_MS)
        await leases.freeAll()
      },
    }
  }
}
