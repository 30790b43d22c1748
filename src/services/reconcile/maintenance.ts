import type { MedusaContainer } from "@medusajs/framework/types"
import { inbankFrom, type Inbank } from "../context"

/** Above this the merchant reads in the log how far the sweep is behind. */
const LATE_SECONDS = 300

/** Each minute: tells the merchant if the sweep is behind, and cuts off the far ends of the trail and of the leases. */
export async function runMaintenance(container: MedusaContainer): Promise<void> {
  const inbank = inbankFrom(container)
  await tellIfLate(inbank)
  await inbank.store.trail.prune()
  await inbank.store.leases.prune()
}

async function tellIfLate(inbank: Inbank): Promise<void> {
  const late = await inbank.store.queue.lagSeconds()
  if (late === undefined || late < LATE_SECONDS) return
  const { lag_seconds, due, open } = await inbank.medusa.backlogs.read()
  inbank.logger.warn(
    `Inbank: the sweep is ${Math.round(lag_seconds)} s behind, ${due} sessions are due (open: ${JSON.stringify(open)}). Was the worker stopped, or is Inbank slow?`,
  )
}
