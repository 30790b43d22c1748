import type { MedusaContainer } from "@medusajs/framework/types"
import { checkAgain } from "../../domain/session/check-again"
import { running } from "../../modules/inbank/running"
import { pluginContext, type PluginContext } from "../context"
import { showProblems } from "../problems/report"
import type { Trigger } from "../session/observe"
import { run, type ReconcileResult } from "./run"

/**
 * Makes Medusa say what is true at Inbank for one session. Whatever goes wrong, the row is due again: nothing depends
 * on the end of this call.
 * @param waitMs how long to wait for another process that works on it.
 * @param begins called when the lease is ours: from then on a notification may be news.
 * @returns false when another process still works on it after that time, or took over from us; or when this process
 * ends.
 */
export async function reconcile(
  container: MedusaContainer,
  sessionId: string,
  source: Trigger,
  waitMs = 0,
  begins: () => void = () => undefined,
): Promise<boolean> {
  // The row is due already: the next process takes it up.
  if (running.isEnding) return false
  return await running.count(reconcileNow(container, sessionId, source, waitMs, begins))
}

async function reconcileNow(
  container: MedusaContainer,
  sessionId: string,
  source: Trigger,
  waitMs: number,
  begins: () => void,
): Promise<boolean> {
  const plugin = pluginContext(container)
  const { leases, queue, sessions } = plugin.store
  const row = await sessions.find(sessionId)
  if (!row) return true
  const lease = await leases.takeWithin(row.payment_collection_id, waitMs)
  if (lease === undefined) return false
  begins()
  try {
    const startedAt = await sessions.now()
    const found = await run({ container, plugin, sessionId, source, lease })
    const portalUrl = plugin.accounts.get(row.account_id)?.partnerPortalUrl ?? ""
    await showProblems(plugin, { id: sessionId, portalUrl, lease }, found)
    const next = await nextCheckOf(plugin, sessionId, found)
    return await queue.finishCheck(sessionId, { lease, startedAt, next, error: found.error })
  } finally {
    await leases.free(lease)
  }
}

async function nextCheckOf(
  { store, accounts }: PluginContext,
  sessionId: string,
  found: ReconcileResult,
): Promise<Date | undefined> {
  const row = await store.sessions.get(sessionId)
  const refundOpen = !found.finished && row.order_id !== null && (await store.refunds.isOpen(sessionId))
  return checkAgain(row, accounts.get(row.account_id), { ...found, refundOpen }, row.read_at)
}
