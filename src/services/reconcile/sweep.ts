import type { MedusaContainer } from "@medusajs/framework/types"
import PQueue from "p-queue"
import { errorText } from "../../domain/error-text"
import { running } from "../../modules/inbank/running"
import type { Lease } from "../../modules/inbank/store"
import { inbankFrom, type Inbank } from "../context"
import type { Source } from "../session/observe"
import { settle } from "./reconcile"

const BATCH = 20
/** A few at a time: a slow answer of Inbank's holds up only its own session, and the shop keeps its connections. */
const AT_ONCE = 4
/** After that it begins anew with those that somebody has rung for meanwhile. */
const RUN_MS = 50_000
/** Those that somebody rang for go first, and leave time for the others. */
const FIRST_MS = 25_000

/**
 * Looks at every session that is due, oldest first, those before them that somebody rang for: lost callbacks, customers
 * who never came back, steps that failed, work of a process that died. Several processes may sweep at once; each row is
 * claimed by one. Where nothing is due it costs two statements.
 * @param source what its looks are called in the trail: the one that a process begins with, or one of all others.
 * @returns how many sessions were looked at.
 */
export async function sweep(
  container: MedusaContainer,
  source: "sweep" | "start" = "sweep",
): Promise<number> {
  const inbank = inbankFrom(container)
  const started = performance.now()
  await inbank.store.leases.freeEnded()
  if ((await inbank.store.queue.lagSeconds()) === undefined) return 0
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
