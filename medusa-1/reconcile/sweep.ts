import { errorText } from "../domain/error-text"
import type { PluginContext } from "./context"
import { reconcile } from "./reconcile"

const AT_ONCE = 2

/**
 * Reconciles every session that is due: lost callbacks, customers who never came back, steps that failed, work of a
 * process that died. Several processes may sweep at once; each row is claimed by one of them.
 */
export async function sweep(plugin: PluginContext): Promise<void> {
  for (;;) {
    const due = await plugin.sessions.claimDue(AT_ONCE)
    await Promise.all(due.map(async (id) => await reconcileClaimed(plugin, id)))
    if (due.length < AT_ONCE) return
  }
}

async function reconcileClaimed(plugin: PluginContext, sessionId: string): Promise<void> {
  await reconcile(plugin, sessionId).catch((error: unknown) =>
    plugin.logger.warn(`Inbank: session ${sessionId} stays due: ${errorText(error)}`),
  )
}
