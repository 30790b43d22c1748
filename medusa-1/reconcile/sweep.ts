import { errorText } from "../domain/error-text"
import type { Inbank } from "./context"
import { settle } from "./reconcile"

const AT_ONCE = 2

/**
 * Looks at every session that is due: lost callbacks, customers who never came back, steps that failed, work of a
 * process that died. Several processes may sweep at once; each row is claimed by one.
 */
export async function sweep(inbank: Inbank): Promise<void> {
  for (;;) {
    const due = await inbank.sessions.claimDue(AT_ONCE)
    await Promise.all(due.map(async (id) => await lookAt(inbank, id)))
    if (due.length < AT_ONCE) return
  }
}

async function lookAt(inbank: Inbank, sessionId: string): Promise<void> {
  await settle(inbank, sessionId).catch((error: unknown) =>
    inbank.logger.warn(`Inbank: session ${sessionId} stays due: ${errorText(error)}`),
  )
}
