import type { MedusaContainer } from "@medusajs/framework/types"
import { errorText } from "../domain/error-text"
import { running } from "../modules/inbank/running"
import { inbankFrom } from "./inbank"
import { sweep } from "./sweep"

/** Medusa starts its other modules, and listens, first. */
const AFTER_MS = 1_000

/**
 * What the process before this one left is taken up at once. `medusa exec` starts the application too, and ends as soon as
 * its script does: it sweeps nothing (it sets this variable for itself).
 */
export function sweepAtStart(container: MedusaContainer): void {
  if (process.env.MEDUSA_WORKER_MODE === "server") return
  setTimeout(() => {
    if (running.isEnding) return
    void sweep(container, "start").catch((error: unknown) =>
      inbankFrom(container).logger.warn(`Inbank: the sweep at start failed: ${errorText(error)}`),
    )
  }, AFTER_MS).unref()
}
