import PQueue from "p-queue"
import { errorText } from "../domain/error-text"
import type { PluginContext } from "./context"
import { reconcile } from "./reconcile"
import { NOTIFIED_WAITS_MS, PAGE_MS } from "../domain/timeouts"

/** A few at a time, so that a flood of callbacks leaves the shop its database connections. */
const queue = new PQueue({ concurrency: 2 })
const QUEUED_AT_MOST = 1_000

/**
 * Reconciles a session after the answer was sent. The row was enqueued before: the sweep does what is not done here.
 */
export function reconcileSoon(plugin: PluginContext, sessionId: string): void {
  const reconciled =
    queue.size < QUEUED_AT_MOST
      ? queue.add(async () => await reconcile(plugin, sessionId, NOTIFIED_WAITS_MS))
      : Promise.reject(new Error("too many wait"))
  void leftToSweep(plugin, sessionId, reconciled)
}

/** Reconciles while somebody waits, no longer than a browser waits; after that it continues in the background. */
export async function reconcileBriefly(plugin: PluginContext, sessionId: string): Promise<void> {
  const reconciled = leftToSweep(plugin, sessionId, reconcile(plugin, sessionId, NOTIFIED_WAITS_MS))
  let timer: NodeJS.Timeout | undefined
  const impatience = new Promise((resolve) => (timer = setTimeout(resolve, PAGE_MS)))
  await Promise.race([reconciled, impatience])
  clearTimeout(timer)
}

/** What fails in the background is still due. */
async function leftToSweep(
  { logger }: PluginContext,
  sessionId: string,
  reconciled: Promise<unknown>,
): Promise<void> {
  await reconciled.catch((error: unknown) => {
    logger.warn(`Inbank: session ${sessionId} is left to the sweep: ${errorText(error)}`)
  })
}
