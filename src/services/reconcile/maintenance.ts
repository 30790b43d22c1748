import type { MedusaContainer } from "@medusajs/framework/types"
import { pluginContext, type PluginContext } from "../context"
import { SWEEP_LATE_SECONDS } from "../../domain/timeouts"

/**
 * Every minute: informs the merchant if the sweep is behind, and deletes old entries of the audit log and old leases.
 */
export async function runMaintenance(container: MedusaContainer): Promise<void> {
  const plugin = pluginContext(container)
  await warnIfLate(plugin)
  await plugin.store.auditLog.prune()
  await plugin.store.leases.prune()
}

async function warnIfLate(plugin: PluginContext): Promise<void> {
  const late = await plugin.store.queue.lagSeconds()
  if (late === undefined || late < SWEEP_LATE_SECONDS) return
  const { lag_seconds, due, open } = await plugin.medusa.backlogs.read()
  plugin.logger.warn(
    `Inbank: the sweep is ${Math.round(lag_seconds)} s behind, ${due} sessions are due (open: ${JSON.stringify(open)}). Was the worker stopped, or is Inbank slow?`,
  )
}
