import type { MedusaContainer } from "@medusajs/framework/types"
import { standing } from "../../domain/session/lifecycle"
import { nextCheck, nextWatch, SOON_MS, type Attention } from "../../domain/session/next-check"
import { running } from "../../modules/inbank/running"
import { inbankSide, type SessionRow } from "../../modules/inbank/store"
import { inbankFrom, type Inbank } from "../context"
import { look, type Found } from "./pass"
import type { Source } from "../session/observe"
import { showProblems } from "../problems/report"

/**
 * Makes Medusa say what is true at Inbank for one session. Whatever goes wrong, the row is due again: nothing depends
 * on this call coming to its end.
 * @param waitMs how long to wait for somebody else who is at it.
 * @param begins told when the lease is ours: from then on a ring may be news.
 * @returns false when they were still at it then, or took over from us; or when this process is about to end.
 */
export async function settle(
  container: MedusaContainer,
  sessionId: string,
  source: Source,
  waitMs = 0,
  begins: () => void = () => undefined,
): Promise<boolean> {
  // Whoever has it looked at has made it due: the next process takes it up.
  if (running.isEnding) return false
  return await running.count(settleNow(container, sessionId, source, waitMs, begins))
}

async function settleNow(
  container: MedusaContainer,
  sessionId: string,
  source: Source,
  waitMs: number,
  begins: () => void,
): Promise<boolean> {
  const inbank = inbankFrom(container)
  const { leases, queue, sessions } = inbank.store
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
    const found = await look({ container, inbank, sessionId, source, lease, holdLease })
    const portalUrl = inbank.accounts.get(row.account_id)?.partnerPortalUrl ?? ""
    await showProblems(inbank, { id: sessionId, portalUrl, lease }, found)
    const next = await (found.finished ? watchedAgain(inbank, sessionId) : dueAgain(inbank, sessionId, found))
    return await queue.finishCheck(sessionId, { lease, startedAt, next, error: found.error })
  } finally {
    await leases.free(lease)
  }
}

async function dueAgain(inbank: Inbank, sessionId: string, found: Found): Promise<Date | undefined> {
  const row = await inbank.store.sessions.get(sessionId)
  const now = row.read_at
  // However old the session is.
  if (found.waiting) return new Date(now.getTime() + SOON_MS)
  const checked = {
    createdAt: row.created_at,
    validUntil: row.valid_until,
    failures: found.error === undefined ? 0 : row.failures + 1,
    refundOpen: row.order_id !== null && (await inbank.store.refunds.isOpen(sessionId)),
    owingSince: isFinanced(inbank, row) ? (row.changed_at ?? undefined) : undefined,
    keyRefused: found.keyRefused,
    attention: attentionFor(inbank, row, found),
  }
  // A watched contract stays watched though one look at it failed.
  return nextCheck(checked, now) ?? (await watchedAgain(inbank, sessionId))
}

function attentionFor(inbank: Inbank, row: SessionRow, { outdated }: Found): Attention {
  const account = inbank.accounts.get(row.account_id)
  const isUndecided = account !== undefined && standing(inbankSide(row, account)) === "undecided"
  if (!isUndecided || row.rung_at !== null) return "usual"
  return outdated ? "outdated" : "untouched"
}

/** A paid order's contract may be withdrawn in the Partner Portal weeks later. Pay next month has none of its own. */
async function watchedAgain(inbank: Inbank, sessionId: string): Promise<Date | undefined> {
  const row = await inbank.store.sessions.get(sessionId)
  const account = inbank.accounts.get(row.account_id)
  if (!account || account.productType === "pay_next_month" || !isFinanced(inbank, row)) return undefined
  const completedAt = row.changed_at ?? row.read_at
  return nextWatch({ completedAt, days: account.contractWatchDays }, row.read_at)
}

function isFinanced(inbank: Inbank, row: SessionRow): boolean {
  const account = inbank.accounts.get(row.account_id)
  return account !== undefined && standing(inbankSide(row, account)) === "financed"
}
