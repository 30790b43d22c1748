import { errorText } from "../domain/error-text"
import { pluginContext, type Container } from "../reconcile/context"
import { sweep } from "../reconcile/sweep"

/** Medusa 1 runs scheduled jobs only where it has a Redis: so the sweep has a timer of its own in every process. */
const EVERY_MS = 15_000

/** A sweep that takes longer hangs somewhere, and another is begun: what is due is claimed by one of them. */
const HANGS_MS = 300_000

/** What a process that died left behind is not kept waiting longer than the store needs to come up. */
const FIRST_MS = 1_000

export default function sweepNowAndThen(container: Container): void {
  const plugin = pluginContext(container)
  let runningSince: number | undefined
  const sweepOnce = () => {
    if (runningSince !== undefined && Date.now() - runningSince < HANGS_MS) return
    const startedAt = Date.now()
    runningSince = startedAt
    sweep(plugin)
      .catch((error: unknown) => plugin.logger.warn(`Inbank: the sweep broke off: ${errorText(error)}`))
      .finally(() => {
        if (runningSince === startedAt) runningSince = undefined
      })
  }
  setTimeout(sweepOnce, FIRST_MS).unref()
  setInterval(sweepOnce, EVERY_MS).unref()
}
