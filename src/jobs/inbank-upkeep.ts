import { container as application } from "@medusajs/framework"
import type { MedusaContainer } from "@medusajs/framework/types"
import { running } from "../modules/inbank/running"
import { sweepAgainAndAgain } from "../settle/sweeper"
import { keepUp } from "../settle/upkeep"

/** Short, for Medusa may run one job at a time: the sessions themselves are looked at by the sweeper. */
export default async function inbankUpkeep(container: MedusaContainer): Promise<void> {
  await keepUp(container)
}

// Medusa loads its jobs before it starts, and in processes that run jobs alone.
running.atStart(() => sweepAgainAndAgain(application))

export const config = { name: "inbank-upkeep", schedule: "* * * * *" }
