import { inbankFrom, type Container } from "../settle/inbank"
import { sweep } from "../settle/sweep"

/** Medusa 1 runs scheduled jobs only where it has a Redis: so the sweep has a timer of its own in every process. */
const EVERY_MS = 15_000

/** What a process that died left behind is not kept waiting longer than the store needs to come up. */
const FIRST_MS = 1_000

export default function sweepNowAndThen(container: Container): void {
  const inbank = inbankFrom(container)
  let isRunning = false
  const sweepOnce = () => {
    if (isRunning) return
    isRunning = true
    sweep(inbank)
      .catch((error: unknown) => inbank.logger.warn(`Inbank: the sweep broke off: ${String(error)}`))
      .finally(() => (isRunning = false))
  }
  setTimeout(sweepOnce, FIRST_MS).unref()
  setInterval(sweepOnce, EVERY_MS).unref()
}
