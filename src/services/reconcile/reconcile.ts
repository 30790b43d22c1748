import type { MedusaContainer } from "@medusajs/framework/types"
import { standing } from "../../domain/session/lifecycle"
import { nextCheck, nextWatch, SOON_MS, type Attention } from "../../domain/session/next-check"
import { running } from "../../modules/inbank/running"
import { inbankState, type SessionRow } from "../../modules/inbank/store"
import { pluginContext, type PluginContext } from "../context"
import { runPasses, type ReconcileResult } from "./pass"
import type { Trigger } from "../session/observe"
import { showProblems } from "../problems/report"

/**
 * Makes Medusa say what is true at Inbank for one session. Whatever goes wrong, the row is due again: nothing depends
 * on this call coming to its end.
 * @param waitMs how long to wait for somebody else who is at it.
 * @param begins called when the lease is ours: from then on a notification may be news.
 * @returns false when they were still at it then, or took over from us; or when this process is about to end.
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
    const holdLease = async () => {
      if (!(await leases.renew(lease))) throw new Error("the lease ran out")
    }
    const found = await runPasses({ container, plugin, sessionId, source, lease, holdLease })
    const portalUrl = plugin.accounts.get(row.account_id)?.partnerPortalUrl ?? ""
    await showProblems(plugin, { id: sessionId, portalUrl, lease }, found)
    const next = await (found.finished ? watchedAgain(plugin, sessionId) : dueAgain(plugin, sessionId, found))
    return await queue.finishCheck(sessionId, { lease, startedAt, next, error: found.error })
  } finally {
    await leases.free(lease)
  }
}

async function dueAgain(
  plugin: PluginContext,
  sessionId: string,
  found: ReconcileResult,
): Promise<Date | undefined> {
  const row = await plugin.store.sessions.get(sessionId)
  const now = row.read_at
  // However old the session is.
  if (found.waiting) return new Date(now.getTime() + SOON_MS)
  const checked = {
    createdAt: row.created_at,
    validUntil: row.valid_until,
    failures: found.error === undefined ? 0 : row.failures + 1,
    refundOpen: row.order_id !== null && (await plugin.store.refunds.isOpen(sessionId)),
    owingSince: isFinanced(plugin, row) ? (row.changed_at ?? undefined) : undefined,
    keyRefused: found.keyRefused,
    attention: attentionFor(plugin, row, found),
  }
  // A watched contract stays watched though one pass over it failed.
  return nextCheck(checked, now) ?? (await watchedAgain(plugin, sessionId))
}

function attentionFor(plugin: PluginContext, row: SessionRow, { outdated }: ReconcileResult): Attention {
  const account = plugin.accounts.get(row.account_id)
  const isUndecided = account !== undefined && standing(inbankState(row, account)) === "undecided"
  if (!isUndecided || row.rung_at !== null) return "usual"
  return outdated ? "outdated" : "untouched"
}

/** A paid order's contract may be withdrawn in the Partner Portal weeks later. Pay next month has none of its own. */
async function watchedAgain(plugin: PluginContext, sessionId: string): Promise<Date | undefined> {
  const row = await plugin.store.sessions.get(sessionId)
  const account = plugin.accounts.get(row.account_id)
  if (!account || account.productType === "pay_next_month" || !isFinanced(plugin, row)) return undefined
  const completedAt = row.changed_at ?? row.read_at
  return nextWatch({ completedAt, days: account.contractWatchDays }, row.read_at)
}

function isFinanced(plugin: PluginContext, row: SessionRow): boolean {
  const account = plugin.accounts.get(row.account_id)
  return account !== undefined && standing(inbankState(row, account)) === "financed"
}
