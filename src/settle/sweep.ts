import type { MedusaContainer } from "@medusajs/framework/types"
import { inbankFrom, type Inbank } from "./inbank"
import { followNamedSession } from "./named-session"
import { settle } from "./settle"

const BATCH = 20
/** One run of the sweep ends before the next begins. */
const RUN_MS = 50_000

/**
 * Looks at every session that is due, oldest first: lost callbacks, customers who never came back, steps that failed,
 * work of a process that died. Several processes may sweep at once; each row is claimed by one.
 * @returns how many sessions were looked at.
 */
export async function sweep(container: MedusaContainer): Promise<number> {
  const inbank = inbankFrom(container)
  const until = Date.now() + RUN_MS
  let looked = 0
  while (Date.now() < until) {
    const due = await inbank.store.queue.claimDue(BATCH)
    for (const sessionId of due) {
      await look(container, inbank, sessionId).catch((error: unknown) =>
        inbank.logger.warn(`Inbank: session ${sessionId} stays due: ${String(error)}`),
      )
      looked += 1
    }
    if (due.length < BATCH) break
  }
  return looked
}

async function look(container: MedusaContainer, inbank: Inbank, sessionId: string): Promise<void> {
  if (await followNamedSession(inbank, sessionId)) await settle(container, sessionId, "sweep")
}
