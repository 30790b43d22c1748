import { container as application } from "@medusajs/framework"
import type { MedusaContainer } from "@medusajs/framework/types"
import { running } from "../modules/inbank/running"
import { sweepAtStart } from "../settle/sweep-at-start"
import { sweep } from "../settle/sweep"

/** Looks at every Inbank session that is due, each minute: what callbacks and customers did not bring is fetched. */
export default async function inbankSweep(container: MedusaContainer): Promise<void> {
  await sweep(container)
}

// Medusa loads its jobs before it starts, and in processes that run jobs alone.
running.atStart(() => sweepAtStart(application))

export const config = { name: "inbank-sweep", schedule: "* * * * *" }
