import { errorText } from "../domain/error-text"
import { pluginContext, type Container } from "../reconcile/context"
import { sweep } from "../reconcile/sweep"
import { SWEEP_AFTER_START_MS, SWEEP_HANGS_MS } from "../domain/timeouts"

/** Medusa 1 runs scheduled jobs only with Redis: so the sweep has a timer of its own in every process. */
const EVERY_MS = 15_000

export default function sweepNowAndThen(container: Container): void {
  const plugin = pluginContext(container)
  let runningSince: number | undefined
  const sweepOnce = () => {
    if (runningSince !== undefined && Date.now() - runningSince < SWEEP_HANGS_MS) return
    const startedAt = Date.now()
    runningSince = startedAt
    sweep(plugin)
      .catch((error: unknown) => plugin.logger.warn(`Inbank: the sweep broke off: ${errorText(error)}`))
      .finally(() => {
        if (runningSince === startedAt) runningSince = undefined
      })
  }
  setTimeout(sweepOnce, SWEEP_AFTER_START_MS).unref()
  setInterval(sweepOnce, EVERY_MS).unref()
}
