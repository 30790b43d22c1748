import type { MedusaContainer } from "@medusajs/framework/types"
import { sweep } from "../settle/sweep"

/** Looks at every Inbank session that is due, each minute: what callbacks and customers did not bring is fetched. */
export default async function inbankSweep(container: MedusaContainer): Promise<void> {
  await sweep(container)
}

export const config = { name: "inbank-sweep", schedule: "* * * * *" }
