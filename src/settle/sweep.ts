import type { MedusaContainer } from "@medusajs/framework/types"
import PQueue from "p-queue"
import { errorText } from "../domain/error-text"
import { running } from "../modules/inbank/running"
import type { Lease } from "../modules/inbank/store"
import { inbankFrom, type Inbank } from "./inbank"
import type { Source } from "./observe"
import { settle } from "./settle"

const BATCH = 20
/** A few at a time: a slow answer of Inbank's holds up only its own session, and the shop keeps its connections. */
const AT_ONCE = 4
/** One run of the sweep ends before the next begins. */
const RUN_MS = 50_000
/** Those that somebody rang for go first, and leave time for the others. */
const FIRST_MS = 25_000
/** Above this the merchant reads in the log how far the sweep is behind. */
const LATE_SECONDS = 300

/**
 * Looks at every session that is due, oldest first, those before them that somebody rang for: lost callbacks, customers
 * who never came back, steps that failed, work of a process that died. Several processes may sweep at once; each row is claimed by one.
 * @param source what its looks are called in the trail: the job's each minute, or the one that a process begins with.
 * @returns how many sessions were looked at.
 */
export async function sweep(
  container: MedusaContainer,
  source: "sweep" | "start" = "sweep",
): Promise<number> {
  const inbank = inbankFrom(container)
  const started = performance.now()
  await inbank.store.leases.freeEnded()
  await tellIfLate(inbank)
  const workers = new PQueue({ concurrency: AT_ONCE })
  let looked = 0
  const lookAtAll = async (which: "rung" | "all", untilMs: number) => {
    while (!running.isEnding && performance.now() - started < untilMs) {
      const { leases, mayBeMore } = await inbank.store.queue.claimDue(BATCH, which)
      await workers.addAll(
        leases.map((lease) => async () => await lookAt({ container, inbank, source }, lease)),
      )
      looked += leases.length
      if (!mayBeMore) return
    }
  }
  await lookAtAll("rung", FIRST_MS)
  await lookAtAll("all", RUN_MS)
  await inbank.store.trail.prune()
  await inbank.store.leases.prune()
  return looked
}

/**
 * Where somebody is at the payment, they look at the row, or it is due again when they are gone. One whose look did not
 * come to its end stays claimed for a moment: no sweep takes it again at once.
 */
async function lookAt(
  { container, inbank, source }: { container: MedusaContainer; inbank: Inbank; source: Source },
  claim: Lease,
): Promise<void> {
  const { leases } = inbank.store
  try {
    await settle(container, claim.id, source)
    await leases.free(claim)
  } catch (error) {
    leases.leave(claim)
    inbank.logger.warn(`Inbank: session ${claim.id} stays due: ${errorText(error)}`)
  }
}

async function tellIfLate(inbank: Inbank): Promise<void> {
  if ((await inbank.store.queue.lagSeconds()) < LATE_SECONDS) return
  const { lag_seconds, due, open } = await inbank.store.queue.backlog()
  inbank.logger.warn(
    `Inbank: the sweep is ${Math.round(lag_seconds)} s behind, ${due} sessions are due (open: ${JSON.stringify(open)}). Was the worker stopped, or is Inbank slow?`,
  )
}
