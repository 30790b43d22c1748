import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import PQueue from "p-queue"
import { errorText } from "../../domain/error-text"
import type { Trigger } from "../session/observe"
import { reconcile } from "./reconcile"
import { NOTIFIED_WAITS_MS } from "../../domain/timeouts"

/** A few at a time, so that a flood of callbacks leaves the shop its database connections. */
const AT_ONCE = 4
const QUEUED_AT_MOST = 1_000

const queue = new PQueue({ concurrency: AT_ONCE })
const queued = new Set<string>()

/**
 * Reconciles a session soon, after the answer was sent. The row was enqueued before: if the process ends or the queue
 * is full, the sweep does it.
 */
export function reconcileSoon(container: MedusaContainer, sessionId: string, source: Trigger): void {
  if (queued.has(sessionId)) return
  const left = (reason: string) =>
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`Inbank: session ${sessionId} is left to the sweep: ${reason}`)
  if (queue.size >= QUEUED_AT_MOST) return left("too many wait")
  queued.add(sessionId)
  // Released only once: later the mark may belong to a later notification.
  let isOurs = true
  const releaseMark = () => {
    if (isOurs) queued.delete(sessionId)
    isOurs = false
  }
  // A notification that arrives while we wait for the lease is served by this run: one place in the queue is enough for
  // all.
  const work = queue.add(async () => {
    await reconcile(container, sessionId, source, NOTIFIED_WAITS_MS, releaseMark)
  })
  void work.then(releaseMark, (error: unknown) => {
    releaseMark()
    left(errorText(error))
  })
}
