import { isInbankError } from "../client"
import { OrderNotPlaced } from "../core/reconcile/order-not-placed"
import { runPasses } from "../core/reconcile/run-passes"
import { errorText } from "../domain/error-text"
import { checkAgain, type RunEnded } from "../domain/session/check-again"
import { standing } from "../domain/session/lifecycle"
import { inbankState, isMadeBy } from "../domain/session/reading"
import type { InbankSession } from "../models/inbank-session"
import type { CartLease } from "../store/cart-leases"
import type { PluginContext } from "./context"
import { leaseWithin } from "./lease"
import { Medusa1Port } from "./port"
import { PROBLEM_SENTENCES, type MerchantProblem } from "./problem"

/**
 * This many consecutive failures of Medusa's are no longer an accident when Inbank has paid and the order is missing.
 */
const PATIENT_FOR = 3

interface ReconcileResult extends RunEnded {
  problems: readonly MerchantProblem[]
}

/**
 * Makes Medusa say what is true at Inbank for one session. Whatever goes wrong, the row is due again: nothing depends
 * on the end of this call.
 * @param waitMs how long to wait for another process that works on the same cart.
 * @returns false when another process still works on it after that time, or took over from us.
 */
export async function reconcile(plugin: PluginContext, sessionId: string, waitMs = 0): Promise<boolean> {
  const { leases, sessions } = plugin
  const { cart_id: cartId } = await sessions.get(sessionId)
  const lease = await leaseWithin(plugin, cartId, waitMs)
  if (lease === undefined) return false
  try {
    const startedAt = await sessions.now()
    const found = await run(plugin, sessionId, lease)
    const row = await sessions.get(sessionId)
    logProblems(plugin, row, found.problems)
    return await sessions.finishCheck(sessionId, {
      lease,
      startedAt,
      next: checkAgain(row, plugin.account, found, await sessions.now()),
      error: found.error ?? null,
      problems: found.problems.length > 0 ? found.problems.join(",") : null,
    })
  } finally {
    await leases.free(lease)
  }
}

/** Never throws for what Inbank or Medusa do: that is its result. */
async function run(plugin: PluginContext, sessionId: string, lease: CartLease): Promise<ReconcileResult> {
  const row = await plugin.sessions.get(sessionId)
  if (!isMadeBy(row, plugin.account)) return { finished: false, problems: ["account_changed"] }
  const port = new Medusa1Port(plugin, sessionId, lease)
  try {
    const outcome = await runPasses(port)
    return { finished: outcome === "finished", outdated: outcome === "outdated", problems: port.found }
  } catch (error) {
    plugin.logger.warn(`Inbank: session ${sessionId} will be checked again: ${errorText(error)}`)
    const failure = await failed(plugin, sessionId, error)
    return { ...failure, problems: [...new Set([...port.found, ...failure.problems])] }
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

/** Problems that will not be solved automatically. */
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

/** Each problem is logged once, when it is found. */
function logProblems(
  { logger }: PluginContext,
  row: InbankSession,
  problems: readonly MerchantProblem[],
): void {
  const known = (row.problems ?? "").split(",")
  for (const problem of problems.filter((each) => !known.includes(each))) {
    logger.error(`Inbank: session ${row.id}, cart ${row.cart_id}: ${problem}. ${PROBLEM_SENTENCES[problem]}`)
  }
}
