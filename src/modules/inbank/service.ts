import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ContainerRegistrationKeys, MedusaService } from "@medusajs/framework/utils"
import { pluginOptions } from "./plugin-options"
import { running } from "./running"
import { LeaseStore } from "./store/lease-store"
import { InbankEvent, InbankLease, InbankProblem, InbankRefund, InbankSession } from "./models"

/**
 * Medusa's own reads and lists over our tables. Writes that must be atomic go through `./store`. Medusa also informs
 * its modules here of the application's start and end: an error would be swallowed, and Medusa does not wait for the
 * start.
 */
export class InbankModuleService extends MedusaService({
  InbankEvent,
  InbankLease,
  InbankProblem,
  InbankRefund,
  InbankSession,
}) {
  readonly __hooks

  /** @throws {Error} where the plugin's options are wrong. */
  constructor(container: { [ContainerRegistrationKeys.PG_CONNECTION]: Knex }, options?: unknown) {
    super(container)
    const { shutdownSeconds } = pluginOptions(options)
    const leases = new LeaseStore(container[ContainerRegistrationKeys.PG_CONNECTION])
    this.__hooks = {
      onApplicationStart: async () => {
        running.start()
      },
      onApplicationPrepareShutdown: async () => {
        await running.end(shutdownSeconds * 1_000)
        await leases.freeAll()
      },
    }
  }
}
