import { isInbankError } from "../client"
import { standing } from "../domain/session/lifecycle"
import { nextCheck, nextWatch, type Attention } from "../domain/session/next-check"
import { Passes } from "../domain/plan/passes"
import { plan } from "../domain/plan/plan"
import { inbankState, isMadeBy } from "../domain/session/reading"
import { isOutdated } from "../domain/plan/state"
import type { InbankSession } from "../models/inbank-session"
import { errorText } from "../domain/error-text"
import { OrderNotPlaced } from "./complete-cart"
import type { PluginContext } from "./context"
import { leaseWithin } from "./lease"
import { readMedusaState } from "./medusa-state"
import { hasSession, isFresh, observe, type AskableRow } from "./observe"
import { carryOut } from "./actions"
import { PROBLEM_SENTENCES, type MerchantProblem } from "./problem"

/** So many failures of Medusa's in a row are no accident any more, where Inbank has paid and the order is missing. */
const PATIENT_FOR = 3

interface ReconcileResult {
  finished: boolean
  problems: readonly MerchantProblem[]
  error?: string
  keyRefused?: boolean
  /** The cart would not be ordered with this contract any more. */
  outdated?: boolean
}

/**
 * Makes Medusa say what is true at Inbank for one session. Whatever goes wrong, the row is due again: nothing depends
 * on this call coming to its end.
 * @param waitMs how long to wait for somebody else who is at the same cart.
 * @returns false when they were still at it then.
 */
export async function reconcile(plugin: PluginContext, sessionId: string, waitMs = 0): Promise<boolean> {
  const { sessions } = plugin
  const { cart_id: cartId } = await sessions.get(sessionId)
  const lease = await leaseWithin(plugin, cartId, waitMs)
  if (lease === undefined) return false
  try {
    const startedAt = await sessions.now()
    const found = await runPasses(plugin, sessionId, async () => {
      if (!(await plugin.leases.keep(cartId, lease))) throw new Error("somebody else is at this cart now")
    })
    await sessions.finishCheck(sessionId, {
      startedAt,
      next: await nextLook(plugin, sessionId, found),
      error: found.error ?? null,
      problems: found.problems.length > 0 ? found.problems.join(",") : null,
    })
  } finally {
    await plugin.leases.free(cartId, lease)
  }
  return true
}

/** Never throws for what Inbank or Medusa do: that is what it finds. */
async function runPasses(
  plugin: PluginContext,
  sessionId: string,
  keepLease: () => Promise<void>,
): Promise<ReconcileResult> {
  const row = await plugin.sessions.get(sessionId)
  if (!isMadeBy(row, plugin.account)) {
    return logProblems(plugin, row, { finished: false, problems: ["account_changed"] })
  }
  try {
    return await act(plugin, sessionId, keepLease)
  } catch (error) {
    plugin.logger.warn(`Inbank: session ${sessionId} will be looked at again: ${errorText(error)}`)
    return logProblems(plugin, row, await failed(plugin, sessionId, error))
  }
}

async function failed(
  { account, sessions }: PluginContext,
  sessionId: string,
  error: unknown,
): Promise<ReconcileResult> {
  const row = await sessions.get(sessionId)
  const owesOrder = row.order_id === null && standing(inbankState(row, account)) === "financed"
  return {
    finished: false,
    problems:
      owesOrder && !isInbankError(error) && row.failures >= PATIENT_FOR
        ? ["financed_without_order"]
        : problemsOf(error, owesOrder),
    error: isInbankError(error) || error instanceof OrderNotPlaced ? error.message : "an error of Medusa's",
    keyRefused: isInbankError(error) && (error.kind === "unauthorized" || error.kind === "forbidden"),
  }
}

/** What will not come right by itself. */
function problemsOf(error: unknown, isPaid: boolean): MerchantProblem[] {
  if (isInbankError(error)) return error.kind === "not_found" ? ["unknown_to_inbank"] : []
  if (!(error instanceof OrderNotPlaced)) return []
  switch (error.refusal) {
    case "undecided":
    case "transient":
      return []
    case "mendable":
    case "final":
      return [isPaid ? "financed_without_order" : "order_not_placed"]
  }
}

async function act(
  plugin: PluginContext,
  sessionId: string,
  keepLease: () => Promise<void>,
): Promise<ReconcileResult> {
  const { account, sessions } = plugin
  const passes = new Passes()
  while (passes.begin()) {
    await keepLease()
    const row = await sessions.get(sessionId)
    // Nobody was given an address at Inbank, so nothing can come of it.
    if (!hasSession(row)) return { finished: row.closed_reason !== null, problems: [] }
    const medusa = await readMedusaState(plugin, row)
    if (medusa.order && medusa.payment && row.order_id === null)
      await sessions.recordOrder(sessionId, medusa.order.id)
    const now = await sessions.now()
    const seen = isFresh(plugin, row, now) ? row : await observe(plugin, row)
    const state = inbankState(seen, account)
    const amountAgrees = state.amountAgrees && medusa.amountAgrees
    const planned = plan({ ...state, amountAgrees }, medusa.state, now)
    const { close, finished, problems } = planned
    if (close) await sessions.close(sessionId, close)
    const next = passes.take(planned)
    if (next === undefined)
      return logProblems(plugin, row, {
        finished,
        outdated: isOutdated(medusa.state),
        problems: medusa.neverAnOrder ? neverAnOrder(problems) : problems,
      })
    await keepLease()
    try {
      await carryOut(next, plugin, seen)
      plugin.logger.info(`Inbank: session ${sessionId}: ${next}`)
    } catch (error) {
      if (!(await isAbandonedNow(plugin, seen, error))) throw error
    }
  }
  return { finished: false, problems: [] }
}

/** Nothing is to be made by hand of a cart that never becomes an order. */
function neverAnOrder(problems: readonly MerchantProblem[]): MerchantProblem[] {
  return problems.map((problem) => (problem === "paid_twice" ? "paid_without_order" : problem))
}

/** An order that can never be placed frees the customer of a contract that is only granted. What Inbank has paid stays. */
async function isAbandonedNow(
  { account, sessions }: PluginContext,
  row: AskableRow,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof OrderNotPlaced) || error.refusal !== "final") return false
  if (standing(inbankState(row, account)) !== "granted") return false
  await sessions.close(row.id, "order_impossible", error.message)
  return true
}

/** Each problem is logged once, when it is found. */
function logProblems(plugin: PluginContext, row: InbankSession, found: ReconcileResult): ReconcileResult {
  const known = (row.problems ?? "").split(",")
  for (const problem of found.problems.filter((each) => !known.includes(each))) {
    plugin.logger.error(
      `Inbank: session ${row.id}, cart ${row.cart_id}: ${problem}. ${PROBLEM_SENTENCES[problem]}`,
    )
  }
  return found
}

async function nextLook(
  plugin: PluginContext,
  sessionId: string,
  found: ReconcileResult,
): Promise<Date | undefined> {
  const { account, sessions } = plugin
  const row = await sessions.get(sessionId)
  const now = await sessions.now()
  const isFinanced = standing(inbankState(row, account)) === "financed"
  if (found.finished) {
    const isWatched = isFinanced && account.productType !== "pay_next_month"
    return isWatched
      ? nextWatch({ completedAt: row.changed_at ?? now, days: account.contractWatchDays }, now)
      : undefined
  }
  return nextCheck(
    {
      createdAt: row.created_at,
      validUntil: row.valid_until,
      failures: found.error === undefined ? 0 : row.failures + 1,
      owingSince: isFinanced ? (row.changed_at ?? undefined) : undefined,
      keyRefused: found.keyRefused,
      attention: attentionFor(plugin, row, found),
    },
    now,
  )
}

function attentionFor(
  { account }: PluginContext,
  row: InbankSession,
  { outdated }: ReconcileResult,
): Attention {
  if (standing(inbankState(row, account)) !== "undecided" || row.rung_at !== null) return "usual"
  return outdated ? "outdated" : "untouched"
}
