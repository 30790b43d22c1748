import type { MedusaContainer } from "@medusajs/framework/types"
import PQueue from "p-queue"
import { errorText } from "../../domain/error-text"
import { running } from "../../modules/inbank/running"
import type { Lease } from "../../modules/inbank/store"
import { pluginContext, type PluginContext } from "../context"
import type { Trigger } from "../session/observe"
import { reconcile } from "./reconcile"
import { SWEEP_NOTIFIED_FIRST_MS, SWEEP_RUN_MS } from "../../domain/timeouts"

const BATCH = 20
/** A few at a time: a slow answer of Inbank's delays only its own session, and the shop keeps its connections. */
const AT_ONCE = 4

/**
 * Reconciles every session that is due, oldest first, sessions with a notification before the others: lost callbacks,
 * customers who never came back, steps that failed, work of a process that died. Several processes may sweep at once;
 * each row is claimed by one of them. When nothing is due a sweep costs two statements.
 * @param source what its passes are called in the audit log: one name for the first sweep of a process, one for all
 * others.
 * @returns how many sessions were reconciled.
 */
export async function sweep(
  container: MedusaContainer,
  source: "sweep" | "start" = "sweep",
): Promise<number> {
  const plugin = pluginContext(container)
  const started = performance.now()
  await plugin.store.leases.freeEnded()
  if ((await plugin.store.queue.lagSeconds()) === undefined) return 0
  const workers = new PQueue({ concurrency: AT_ONCE })
  let reconciled = 0
  const reconcileAll = async (which: "notified" | "all", untilMs: number) => {
    while (!running.isEnding && performance.now() - started < untilMs) {
      const { leases, mayBeMore } = await plugin.store.queue.claimDue(BATCH, which)
      await workers.addAll(
        leases.map((lease) => async () => await reconcileClaimed({ container, plugin, source }, lease)),
      )
      reconciled += leases.length
      if (!mayBeMore) return
    }
  }
  await reconcileAll("notified", SWEEP_NOTIFIED_FIRST_MS)
  await reconcileAll("all", SWEEP_RUN_MS)
  return reconciled
}

/**
 * Where another process works on the payment, that process reconciles the row, or the row is due again afterwards. A
 * row whose pass did not come to its end stays claimed for a moment: no sweep takes it again at once.
 */
async function reconcileClaimed(
  { container, plugin, source }: { container: MedusaContainer; plugin: PluginContext; source: Trigger },
  claim: Lease,
): Promise<void> {
  const { leases } = plugin.store
  try {
    await reconcile(container, claim.id, source)
    await leases.free(claim)
  } catch (error) {
    leases.leave(claim)
    plugin.logger.warn(`Inbank: session ${claim.id} stays due: ${errorText(error)}`)
  }
}
