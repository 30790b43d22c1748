import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isInbankError } from "../client"
import type { Account } from "../domain/account"
import { nextCheck } from "../domain/next-check"
import { plan } from "../domain/plan"
import { inbankSide } from "../modules/inbank/store"
import { inbankFrom, type Inbank } from "./inbank"
import { readMedusaSide } from "./medusa-side"
import { hasSession, isFresh, observe, type AskableRow, type Source } from "./observe"
import { showProblems, type FoundProblem } from "./problems"
import { carryOut, OrderNotPlaced } from "./steps"

/** A step may make the next one possible (an order was placed: approve it?). More turns than this would be a circle. */
const MAX_TURNS = 4

/**
 * Makes Medusa say what is true at Inbank for one session. Whatever goes wrong, the row is due again: nothing depends
 * on this call coming to its end.
 * @param waitMs how long to wait for somebody else who is at it.
 * @returns false when they were still at it then.
 */
export async function settle(
  container: MedusaContainer,
  sessionId: string,
  source: Source,
  waitMs = 0,
): Promise<boolean> {
  const inbank = inbankFrom(container)
  const { leases, sessions } = inbank.store
  const row = await sessions.find(sessionId)
  if (!row) return true
  const leaseToken = await leases.takeWithin(row.payment_collection_id, waitMs)
  if (leaseToken === undefined) return false
  try {
    const startedAt = await sessions.now()
    const found = await look(container, inbank, sessionId, source)
    const portalUrl = inbank.accounts.get(row.account_id)?.partnerPortalUrl ?? ""
    await showProblems(container, inbank, { id: sessionId, portalUrl }, found.problems)
    const next = found.finished ? undefined : await dueAgain(inbank, sessionId, found.error !== undefined)
    await sessions.finishCheck(sessionId, { leaseToken, startedAt, next, error: found.error })
  } finally {
    await leases.free(row.payment_collection_id, leaseToken)
  }
  return true
}

interface Found {
  finished: boolean
  problems: FoundProblem[]
  error?: string
}

async function look(
  container: MedusaContainer,
  inbank: Inbank,
  sessionId: string,
  source: Source,
): Promise<Found> {
  const row = await inbank.store.sessions.get(sessionId)
  const account = inbank.accounts.get(row.account_id)
  if (!account) return failed("account_missing", `no provider entry ${row.account_id}`)
  if (account.shopUuid !== row.shop_uuid || account.environment !== row.environment) {
    return failed("account_changed", `${row.account_id} now names another shop or environment`)
  }
  try {
    return await act(container, inbank, account, sessionId, source)
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    inbank.logger.warn(`Inbank: session ${row.id} will be looked at again: ${sentence}`)
    return { finished: false, problems: problemsOf(error, sentence), error: sentence }
  }
}

/** Looks, plans and acts, until a plan asks for nothing more. */
async function act(
  container: MedusaContainer,
  inbank: Inbank,
  account: Account,
  sessionId: string,
  source: Source,
): Promise<Found> {
  const { sessions, trail } = inbank.store
  for (let turn = 1; ; turn += 1) {
    const row = await sessions.get(sessionId)
    if (!hasSession(row)) return { finished: true, problems: [] }
    const medusa = await readMedusaSide(container, row)
    // Whoever captures asks Inbank too and keeps the answer: asking twice would tell nothing new.
    if (medusa.captureInProgress) return { finished: false, problems: [] }
    if (medusa.order && row.order_id === null) await sessions.recordOrder(sessionId, medusa.order)
    const seen = isFresh(row, account, await sessions.now())
      ? row
      : await observeAndTell(container, inbank, account, row, source)

    const { steps, problems, close, finished } = plan(inbankSide(seen, account), medusa.side)
    if (close) await sessions.close(sessionId, close)
    if (steps.length === 0 || turn === MAX_TURNS)
      return { finished, problems: problems.map((kind) => ({ kind })) }
    for (const step of steps) {
      await carryOut(step, { container, inbank, account, row: seen, source })
      await trail.append({ sessionId, source, action: step })
    }
  }
}

/** Tells subscribers (`inbank.session.updated`) when Inbank said something new. */
async function observeAndTell(
  container: MedusaContainer,
  inbank: Inbank,
  account: Account,
  row: AskableRow,
  source: Source,
) {
  const seen = await observe(inbank, account, row, source)
  if (seen.session_status !== row.session_status || seen.contract_status !== row.contract_status) {
    await container.resolve(Modules.EVENT_BUS).emit({
      name: "inbank.session.updated",
      data: { id: seen.id, session_status: seen.session_status, contract_status: seen.contract_status },
    })
  }
  return seen
}

async function dueAgain(inbank: Inbank, sessionId: string, failedNow: boolean): Promise<Date | undefined> {
  const row = await inbank.store.sessions.get(sessionId)
  const failures = failedNow ? row.failures + 1 : 0
  const now = await inbank.store.sessions.now()
  return nextCheck({ createdAt: row.created_at, validUntil: row.valid_until, failures }, now)
}

function failed(kind: FoundProblem["kind"], error: string): Found {
  return { finished: false, problems: [{ kind }], error }
}

function problemsOf(error: unknown, detail: string): FoundProblem[] {
  if (error instanceof OrderNotPlaced) return [{ kind: "order_not_placed", detail }]
  if (isInbankError(error) && (error.kind === "unauthorized" || error.kind === "forbidden")) {
    return [{ kind: "credentials_refused", detail }]
  }
  return []
}
