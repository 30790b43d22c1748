import type { MedusaContainer } from "@medusajs/framework/types"
import type { Account } from "../../domain/account/account"
import { errorText } from "../../domain/error-text"
import { standing } from "../../domain/session/lifecycle"
import { Passes } from "../../domain/plan/passes"
import { plan, type Problem } from "../../domain/plan/plan"
import { isOutdated, type MedusaState } from "../../domain/plan/state"
import { abandoned } from "../../domain/session/close-reason"
import { inbankState, isMadeBy, type Lease } from "../../modules/inbank/store"
import { OrderNotPlaced } from "./actions/complete-cart"
import type { PluginContext } from "../context"
import { forPeople, problemsOf } from "./failure"
import { cancelPayment } from "../../medusa/payments"
import { readMedusaState, type MedusaFacts } from "../../medusa/state"
import { followNamedSession } from "../session/claim-named-session"
import {
  ageOfAnswer,
  hasSession,
  isFresh,
  isNotifiedSince,
  observe,
  statusText,
  type AskableRow,
  type SeenRow,
  type Trigger,
} from "../session/observe"
import {
  credentialsRefused,
  credentialsTaken,
  refusesCredentials,
  type FoundProblem,
} from "../problems/report"
import { carryOut } from "./actions"
import { CART_RESTS_MS } from "../../domain/timeouts"

/** A little less than the day between two passes over a finished purchase. */
const WATCHED_MS = 23 * 3_600_000

/** One reconciling under way. */
export interface ReconcileRun {
  container: MedusaContainer
  plugin: PluginContext
  sessionId: string
  source: Trigger
  /** On the payment collection: whatever decides is written down only as long as it is held. */
  lease: Lease
  /** Begins the lease's time anew before something that takes long. @throws when it ran out. */
  holdLease: () => Promise<void>
}

/** How reconciling ended. */
export interface ReconcileResult {
  finished: boolean
  problems: FoundProblem[]
  /** False when it broke off: what was open before may be open still. */
  complete: boolean
  /** What may be stored of why it broke off. */
  error?: string
  /** Inbank refuses the account's key. */
  keyRefused?: boolean
  /** Somebody else is capturing or refunding: nothing was done. */
  waiting?: boolean
  /** The cart would not be ordered with this contract any more. */
  outdated?: boolean
}

/** Reads one session, plans and acts. Never throws for what Inbank or Medusa do: that is what it finds. */
export async function runPasses(run: ReconcileRun): Promise<ReconcileResult> {
  const { plugin, sessionId } = run
  const row = await plugin.store.sessions.get(sessionId)
  const account = plugin.accounts.get(row.account_id)
  if (!account) return failed([{ kind: "account_missing" }], `no provider entry ${row.account_id}`)
  if (!isMadeBy(row, account)) {
    return failed([{ kind: "account_changed" }], `${row.account_id} names another shop or environment`)
  }
  const problems = new Map<FoundProblem["kind"], FoundProblem>()
  try {
    const outcome = await act(run, account, (problem) => problems.set(problem.kind, problem))
    return {
      finished: outcome === "finished",
      problems: [...problems.values()],
      complete: outcome !== "waiting",
      waiting: outcome === "waiting",
      outdated: outcome === "outdated",
    }
  } catch (error) {
    plugin.logger.warn(`Inbank: session ${row.id} will be looked at again: ${errorText(error)}`)
    const found = failed([...problems.values(), ...problemsOf(error, row.failures + 1)], forPeople(error))
    if (!refusesCredentials(error)) return found
    await credentialsRefused(plugin, account, error)
    return { ...found, keyRefused: true }
  }
}

/**
 * Reads, plans and acts, pass after pass, until a plan asks for nothing more. What a plan finds wrong is reported at once,
 * so that it is shown even when a step mends its cause or fails.
 */
async function act(
  run: ReconcileRun,
  account: Account,
  found: (problem: FoundProblem) => void,
): Promise<"finished" | "unfinished" | "outdated" | "waiting"> {
  const { container, plugin, sessionId, source, lease, holdLease } = run
  const { sessions, auditLog } = plugin.store
  const passes = new Passes()
  while (passes.begin()) {
    if (!passes.isFirst) await holdLease()
    const before = await sessions.get(sessionId)
    if (!hasSession(before)) {
      const named = await followNamedSession(plugin, account, sessionId)
      if (named === "adopted") continue
      // Nobody was given an address at Inbank, so nothing can come of it.
      return named === "none" ? "finished" : "unfinished"
    }
    const medusa = await readMedusaState(container, before)
    // Whoever captured meanwhile has asked Inbank: read after Medusa, the row holds what they were told.
    const row = { ...(await sessions.get(sessionId)), pos_session_uuid: before.pos_session_uuid }
    // Whoever captures asks Inbank too and keeps the answer: asking twice would tell nothing new.
    if (medusa.bookingInProgress) return "waiting"
    if (medusa.order && row.order_id === null) await sessions.recordOrder(sessionId, medusa.order)
    if (medusa.orphanedPaymentIds.length > 0) {
      for (const paymentId of medusa.orphanedPaymentIds) await cancelOrphanedPayment(run, paymentId)
      continue
    }
    const now = row.read_at
    const isKnown = isBooked(medusa.state, row, account, now) || isFresh(row, account, now)
    const seen = isKnown ? row : await ask(run, account, row, now, found)

    const planned = plan(inbankState(seen, account), medusa.state, now)
    const isFirstDoubt = planned.close === "cart_changed" && abandoned(row.closed_reason) === null
    if (isFirstDoubt && !(await isStillChanged(run, seen, account))) continue
    for (const kind of planned.problems) found({ kind, detail: detailOf(kind, seen, medusa) })
    if (planned.close) await sessions.close(sessionId, planned.close, { lease })
    const next = passes.take(planned)
    if (next === undefined) {
      if (planned.finished) return "finished"
      return isOutdated(medusa.state) ? "outdated" : "unfinished"
    }
    await holdLease()
    try {
      const action = await carryOut(next, { container, plugin, account, row: seen, source })
      await auditLog.append({ sessionId, source, action })
    } catch (error) {
      if (!(await isAbandonedNow(run, seen, account, error))) throw error
    }
  }
  return "unfinished"
}

/** What the remedy leaves open: the word that nobody knows, an order that our pages do not lead to, or what Medusa's books say wrongly. */
function detailOf(
  kind: Problem,
  row: SeenRow,
  { falselyBooked, otherCost, state, unpaidOrderId }: MedusaFacts,
): string | undefined {
  if (kind === "unknown_status") return statusText(row)
  if (kind === "order_total_changed") return otherCost
  if (kind === "financed_without_order" && state.kind === "order_of_other_total")
    return `This cart's order ${unpaidOrderId} ${state.isFree ? "costs nothing" : "costs another sum"}.`
  if (kind === "do_not_ship" && unpaidOrderId !== undefined) return `Order ${unpaidOrderId} has no payment.`
  if (kind === "financed_order_canceled" && falselyBooked) {
    return `Medusa's order has a transaction of -${falselyBooked} ${row.currency} as a refund, but that was not given back at Inbank. It comes true as soon as the contract is withdrawn; leave it as it is.`
  }
  return undefined
}

/** An order that can never be placed frees the customer of a contract that is only granted. What Inbank has paid stays. */
async function isAbandonedNow(
  { plugin, source, lease }: ReconcileRun,
  row: AskableRow,
  account: Account,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof OrderNotPlaced) || error.refusal !== "final") return false
  if (standing(inbankState(row, account)) !== "granted") return false
  await plugin.store.sessions.close(row.id, "order_impossible", { error: error.forPeople, lease })
  const detail = error.forPeople
  await plugin.store.auditLog.append({ sessionId: row.id, source, action: "order_impossible", detail })
  return true
}

/** A contract is abandoned for good, so the cart is read once more before. */
async function isStillChanged(
  { container, plugin }: ReconcileRun,
  row: AskableRow,
  account: Account,
): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, CART_RESTS_MS))
  const { state } = await readMedusaState(container, row)
  return plan(inbankState(row, account), state, await plugin.store.sessions.now()).close === "cart_changed"
}

/** Captured in Medusa and financed at Inbank: nothing is left to ask until a notification, save once a day. */
function isBooked(state: MedusaState, row: AskableRow, account: Account, now: Date): boolean {
  return (
    state.kind === "order" &&
    state.payment === "captured" &&
    !state.orderCanceled &&
    standing(inbankState(row, account)) === "financed" &&
    ageOfAnswer(row, now) < WATCHED_MS &&
    !isNotifiedSince(row)
  )
}

/** Medusa rolled its order back and then dropped its session: nothing can come of such a payment but confusion. */
async function cancelOrphanedPayment(
  { container, plugin, sessionId, source }: ReconcileRun,
  paymentId: string,
) {
  await cancelPayment(container, paymentId)
  await plugin.store.auditLog.append({
    sessionId,
    source,
    action: "cancel_orphaned_payment",
    detail: paymentId,
  })
}

/** Asks Inbank, whose answer shows that it took the key. */
async function ask(
  { plugin, source }: ReconcileRun,
  account: Account,
  row: AskableRow,
  now: Date,
  found: (problem: FoundProblem) => void,
): Promise<SeenRow> {
  const seen = await observe(plugin, account, row, source, undefined, now)
  await credentialsTaken(plugin, account)
  if (seen.contradiction) found({ kind: "contradiction", detail: seen.contradiction })
  return seen
}

function failed(problems: FoundProblem[], error: string): ReconcileResult {
  return { finished: false, problems, complete: false, error }
}
