import { container as application } from "@medusajs/framework"
import type { MedusaContainer } from "@medusajs/framework/types"
import { running } from "../modules/inbank/running"
import { startSweeper } from "../services/reconcile/sweeper"
import { runMaintenance } from "../services/reconcile/maintenance"

/** Short, because Medusa may run one job at a time: the sweeper reconciles the sessions themselves. */
export default async function inbankMaintenance(container: MedusaContainer): Promise<void> {
  await runMaintenance(container)
}

// Medusa loads its jobs before it starts, and only in processes that run jobs.
running.atStart(() => startSweeper(application))

export const config = { name: "inbank-maintenance", schedule: "* * * * *" }
