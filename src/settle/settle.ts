import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isInbankError } from "../client"
import type { Account } from "../domain/account"
import { standing } from "../domain/lifecycle"
import { nextCheck } from "../domain/next-check"
import { plan, type MedusaSide, type Problem } from "../domain/plan"
import { inbankSide } from "../modules/inbank/store"
import { inbankFrom, type Inbank } from "./inbank"
import { readMedusaSide } from "./medusa-side"
import { hasSession, isFresh, observe, type AskableRow, type Source } from "./observe"
import { showProblems, tell, type FoundProblem } from "./problems"
import { carryOut, OrderNotPlaced } from "./steps"

/** Medusa rewrites a cart's promotions in several transactions: a total read in between is gone a moment later. */
const CART_RESTS_MS = 1_000

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
  const { leases, queue, sessions } = inbank.store
  const row = await sessions.find(sessionId)
  if (!row) return true
  const leaseToken = await leases.takeWithin(row.payment_collection_id, waitMs)
  if (leaseToken === undefined) return false
  try {
    const startedAt = await sessions.now()
    const holdLease = async () => {
      if (!(await leases.renew(row.payment_collection_id, leaseToken))) throw new Error("the lease ran out")
    }
    const found = await look({ container, inbank, sessionId, source, holdLease })
    const portalUrl = inbank.accounts.get(row.account_id)?.partnerPortalUrl ?? ""
    await showProblems(inbank, { id: sessionId, portalUrl }, found)
    const next = found.finished ? undefined : await dueAgain(inbank, sessionId, found.error !== undefined)
    await queue.finishCheck(sessionId, { leaseToken, startedAt, next, error: found.error })
  } finally {
    await leases.free(row.payment_collection_id, leaseToken)
  }
  return true
}

/** One settle under way. */
interface Looking {
  container: MedusaContainer
  inbank: Inbank
  sessionId: string
  source: Source
  /** Begins the lease's time anew before something that takes long. @throws when somebody else has it by now. */
  holdLease: () => Promise<void>
}

interface Found {
  finished: boolean
  problems: FoundProblem[]
  /** False when the look broke off: what was open before may be open still. */
  complete: boolean
  error?: string
}

async function look(looking: Looking): Promise<Found> {
  const { inbank, sessionId } = looking
  const row = await inbank.store.sessions.get(sessionId)
  const account = inbank.accounts.get(row.account_id)
  if (!account) return brokenOff([{ kind: "account_missing" }], `no provider entry ${row.account_id}`)
  if (account.shopUuid !== row.shop_uuid || account.environment !== row.environment) {
    return brokenOff([{ kind: "account_changed" }], `${row.account_id} names another shop or environment`)
  }
  const problems = new Set<Problem>()
  try {
    const outcome = await act(looking, account, problems)
    return { finished: outcome === "finished", problems: kinds(problems), complete: outcome !== "waiting" }
  } catch (error) {
    inbank.logger.warn(`Inbank: session ${row.id} will be looked at again: ${String(error)}`)
    return brokenOff([...kinds(problems), ...problemsOf(error)], forPeople(error))
  }
}

/**
 * Looks, plans and acts, until a plan asks for nothing more. What a plan finds wrong is collected, so that it is shown
 * even when a step mends its cause or fails.
 */
async function act(
  looking: Looking,
  account: Account,
  problems: Set<Problem>,
): Promise<"finished" | "unfinished" | "waiting"> {
  const { container, inbank, sessionId, source, holdLease } = looking
  const { sessions, trail } = inbank.store
  for (let turn = 1; ; turn += 1) {
    await holdLease()
    const row = await sessions.get(sessionId)
    // Nobody was given an address at Inbank, so nothing can come of it.
    if (!hasSession(row)) return "finished"
    const medusa = await readMedusaSide(container, row)
    // Whoever captures asks Inbank too and keeps the answer: asking twice would tell nothing new.
    if (medusa.captureInProgress) return "waiting"
    if (medusa.order && row.order_id === null) await sessions.recordOrder(sessionId, medusa.order)
    for (const paymentId of medusa.orphanedPaymentIds) await cancelOrphanedPayment(looking, paymentId)
    const isKnown = isBooked(medusa.side, row, account) || isFresh(row, account, await sessions.now())
    const seen = isKnown ? row : await observeAndTell(looking, account, row)

    const planned = plan(inbankSide(seen, account), medusa.side)
    const isFirstDoubt = planned.close === "cart_changed" && row.closed_reason === null
    if (isFirstDoubt && !(await isChangedStill(container, seen, account))) {
      if (turn < MAX_TURNS) continue
      return "unfinished"
    }
    for (const problem of planned.problems) problems.add(problem)
    if (planned.close) await sessions.close(sessionId, planned.close)
    if (planned.steps.length === 0 || turn === MAX_TURNS) return planned.finished ? "finished" : "unfinished"
    for (const step of planned.steps) {
      await holdLease()
      await carryOut(step, { container, inbank, account, row: seen, source })
      await trail.append({ sessionId, source, action: step })
    }
  }
}

/** A contract is given up for good, so the cart is looked at once more before. */
async function isChangedStill(
  container: MedusaContainer,
  row: AskableRow,
  account: Account,
): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, CART_RESTS_MS))
  const { side } = await readMedusaSide(container, row)
  return plan(inbankSide(row, account), side).close === "cart_changed"
}

/** Captured in Medusa and financed at Inbank: a callback that comes now says what we know. */
function isBooked(side: MedusaSide, row: AskableRow, account: Account): boolean {
  return (
    side.kind === "order" && side.payment === "captured" && standing(inbankSide(row, account)) === "financed"
  )
}

/** Medusa rolled its order back and then dropped its session: nothing can come of such a payment but confusion. */
async function cancelOrphanedPayment({ container, inbank, sessionId, source }: Looking, paymentId: string) {
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await payments.cancelPayment(paymentId)
  await inbank.store.trail.append({ sessionId, source, action: "cancel_orphaned_payment", detail: paymentId })
}

/** Tells subscribers (`inbank.session.updated`) when Inbank said something new. */
async function observeAndTell(
  { inbank, source }: Looking,
  account: Account,
  row: AskableRow,
): Promise<AskableRow> {
  const seen = await observe(inbank, account, row, source)
  if (seen.session_status !== row.session_status || seen.contract_status !== row.contract_status) {
    await tell(inbank, {
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

function brokenOff(problems: FoundProblem[], error: string): Found {
  return { finished: false, problems, complete: false, error }
}

function kinds(problems: Set<Problem>): FoundProblem[] {
  return [...problems].map((kind) => ({ kind }))
}

function problemsOf(error: unknown): FoundProblem[] {
  if (error instanceof OrderNotPlaced) return [{ kind: "order_not_placed", detail: error.forPeople }]
  if (isInbankError(error) && (error.kind === "unauthorized" || error.kind === "forbidden")) {
    return [{ kind: "credentials_refused", detail: error.message }]
  }
  return []
}

/** What may be stored: an unexpected error may hold addresses, SQL or a person's data, and stands in the log only. */
function forPeople(error: unknown): string {
  if (error instanceof OrderNotPlaced) return error.forPeople
  return isInbankError(error) ? error.message : "See the server's log."
}
