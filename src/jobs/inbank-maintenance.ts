import { container as application } from "@medusajs/framework"
import type { MedusaContainer } from "@medusajs/framework/types"
import { running } from "../modules/inbank/running"
import { startSweeper } from "../services/reconcile/sweeper"
import { runMaintenance } from "../services/reconcile/maintenance"

/** Short, for Medusa may run one job at a time: the sessions themselves are reconciled by the sweeper. */
export default async function inbankMaintenance(container: MedusaContainer): Promise<void> {
  await runMaintenance(container)
}

// Medusa loads its jobs before it starts, and in processes that run jobs alone.
running.atStart(() => startSweeper(application))

export const config = { name: "inbank-maintenance", schedule: "* * * * *" }
