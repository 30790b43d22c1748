import type { MedusaContainer } from "@medusajs/framework/types"
import pTimeout from "p-timeout"
import { errorText } from "../../domain/error-text"
import { pluginContext } from "../context"
import type { Trigger } from "../session/observe"
import { reconcile } from "./reconcile"

/**
 * Reconciles a session for a caller who waits, and lets them wait no longer than this. What takes longer continues in
 * the background; the row was enqueued before, so that the sweep repeats what fails here.
 */
export async function reconcileBriefly(
  container: MedusaContainer,
  sessionId: string,
  source: Trigger,
  milliseconds: number,
): Promise<void> {
  const run = reconcile(container, sessionId, source, milliseconds).catch((error: unknown) =>
    pluginContext(container).logger.warn(
      `Inbank: session ${sessionId} is left to the sweep: ${errorText(error)}`,
    ),
  )
  await pTimeout(run, { milliseconds, fallback: () => undefined })
}
