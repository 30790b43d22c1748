import type { MedusaContainer } from "@medusajs/framework/types"
import pTimeout from "p-timeout"
import { errorText } from "../../domain/error-text"
import { inbankFrom } from "../context"
import type { Source } from "../session/observe"
import { settle } from "./reconcile"

/**
 * Settles a session for somebody who waits, and lets them wait no longer than this. A look that takes longer goes on
 * by itself; the row was rung before, so that what fails here is due for the sweep.
 */
export async function settleBriefly(
  container: MedusaContainer,
  sessionId: string,
  source: Source,
  milliseconds: number,
): Promise<void> {
  const looking = settle(container, sessionId, source, milliseconds).catch((error: unknown) =>
    inbankFrom(container).logger.warn(
      `Inbank: session ${sessionId} is left to the sweep: ${errorText(error)}`,
    ),
  )
  await pTimeout(looking, { milliseconds, fallback: () => undefined })
}
