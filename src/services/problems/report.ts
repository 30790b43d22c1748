import pTimeout from "p-timeout"
import { isInbankError, type InbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { PROBLEMS } from "../../domain/plan/plan"
import { InbankEvents, type InbankEvent } from "./events"
import { CREDENTIALS_REFUSED, type Lease } from "../../modules/inbank/store"
import type { PluginContext } from "../context"

/** What reconciling a session may find: the plan's own problems, and those of observing and of carrying it out. */
const SESSION_PROBLEMS = [
  ...PROBLEMS,
  "account_changed",
  "account_missing",
  "contradiction",
  "keeps_failing",
  "order_not_placed",
  "refund_unfinished",
  "unknown_to_inbank",
] as const
type SessionProblem = (typeof SESSION_PROBLEMS)[number]

export interface FoundProblem {
  kind: SessionProblem
  detail?: string
}

/** What the merchant should do, in a sentence. */
function remedy(problem: SessionProblem, portalUrl: string): string {
  switch (problem) {
    case "amount_mismatch":
      return `Inbank's amount differs from the cart's, so no order was placed. If the contract is not cancelled yet, cancel or withdraw it in the Partner Portal (${portalUrl}).`
    case "approval_overdue":
      return `A granted contract has waited for its approval for longer than option \`approvalReminderDays\` says, and Inbank pays only what is approved. Capture the order's Inbank payment if the goods are handed over or will be; otherwise cancel the order, or the contract alone ("Cancel contract" on the order). With \`approval: "none"\` Inbank completes contracts by itself: see in the Partner Portal (${portalUrl}) why it has not, and whether it waits for your approval.`
    case "approve_or_cancel":
      return `Inbank granted a contract that Medusa no longer waits for: its order was changed before the payment was captured, was cancelled, or never came to be. To keep the contract as it was granted, capture the order's Inbank payment, and do not collect its amount a second time. Otherwise cancel the contract: "Cancel contract" on the order, or in the Partner Portal (${portalUrl}).`
    case "contract_not_active":
      return `The payment and the contract disagree: the contract is not active at Inbank. Do not ship before you have looked at it in the Partner Portal (${portalUrl}).`
    case "contract_terminated":
      return `The contract of a paid order is terminated at Inbank. Look it up in the Partner Portal (${portalUrl}): withdrawn, by you or somebody of yours? Then press Refund on the order, or record the refund if the order is cancelled; it is booked without another call. Repaid early by the customer? Then say so on the order ("Repaid early"), and nothing else is to be done.`
    case "do_not_ship":
      return "Do not ship: Inbank no longer finances this order. Agree another payment with the customer or cancel the order."
    case "financed_order_canceled":
      return `Inbank paid for an order that is cancelled in Medusa. Withdraw the contract in the Partner Portal (${portalUrl}).`
    case "financed_without_order":
      return `Inbank paid, but there is no order to pay. Place the order for the customer or withdraw the contract in the Partner Portal (${portalUrl}).`
    case "order_total_changed":
      return `What the order costs was changed after the customer signed, so its contract is not approved. Take the change back; or cancel the contract ("Cancel contract" on the order, or in the Partner Portal: ${portalUrl}) and agree another payment with the customer; or cancel the order and let the customer order anew.`
    case "ordered_twice":
      return "Two orders were made of one cart, and Inbank finances one purchase. Archive the order that nobody is waiting for; Medusa cannot cancel it without ending the contract that both share."
    case "paid_twice":
      return `The customer paid for this purchase by another method too. Give one of the payments back: the other method's in Medusa, or Inbank's contract in the Partner Portal (${portalUrl}).`
    case "terminated_without_order":
      return `A contract for which there is no order was terminated. Withdrawn, or repaid early by the customer? If you were paid and keep the money, give it back (Partner Portal: ${portalUrl}).`
    case "account_changed":
      return "The session was made with another shop or environment than the one configured now. Restore that configuration, or look after the session in the Partner Portal."
    case "account_missing":
      return "The provider entry that made this session is gone from medusa-config. Put it back until its sessions are finished."
    case "contradiction":
      return `Inbank takes back what it had said for good. Nothing was changed; look at the session in the Partner Portal (${portalUrl}).`
    case "keeps_failing":
      return `What this session needs has failed several times in a row and is tried on. The server's log tells why; look at the session in the Partner Portal (${portalUrl}).`
    case "order_not_placed":
      return "Inbank said yes, but Medusa could not place the order. Mend what the detail says; the order is then placed by itself."
    case "refund_unfinished":
      return `A refund was begun at Inbank and is not ended. It is taken up again by itself; if it stays so, look at the contract in the Partner Portal (${portalUrl}) and record the outcome on the order.`
    case "unknown_status":
      return `Inbank's status is a word that this plugin does not know. It waits, and neither pays nor fails the payment; look at the session in the Partner Portal (${portalUrl}).`
    case "unknown_to_inbank":
      return `Inbank does not know a session that it made for this store. Check shopUuid, apiKey and environment of this provider entry, and look for the purchase in the Partner Portal (${portalUrl}).`
  }
}

interface NewProblem {
  kind: string
  subject: string
  remedy: string
  detail?: string
}

/** Shows a problem to a human and tells subscribers (`inbank.problem.opened`), once until it is cleared. */
export async function openProblem(plugin: PluginContext, problem: NewProblem, lease?: Lease): Promise<void> {
  if (await plugin.store.problems.open(problem, lease)) await emitOpened(plugin, problem)
}

/** The same for what is counted each time it is met (`occurrences`): it is told, and logged, once all the same. */
export async function countProblem(plugin: PluginContext, problem: NewProblem): Promise<void> {
  if (await plugin.store.problems.count(problem)) await emitOpened(plugin, problem)
}

async function emitOpened(plugin: PluginContext, { kind, subject }: NewProblem): Promise<void> {
  plugin.logger.warn(`Inbank: problem "${kind}" opened for ${subject}`)
  await emitEvent(plugin, { name: InbankEvents.PROBLEM_OPENED, data: { kind, subject } })
}

/** Clears problems of a subject, save those that stay, tells subscribers (`inbank.problem.cleared`), returns the kinds. */
export async function clearProblems(
  plugin: PluginContext,
  subject: string,
  kinds: readonly string[],
  staying: readonly string[] = [],
  lease?: Lease,
): Promise<string[]> {
  const cleared = await plugin.store.problems.clearExcept(subject, kinds, staying, lease)
  for (const kind of cleared) {
    await emitEvent(plugin, { name: InbankEvents.PROBLEM_CLEARED, data: { kind, subject } })
  }
  return cleared
}

/**
 * Somebody says that a problem is dealt with: emitted like any other clearing, and kept in the audit log.
 * @returns false when no such problem is open.
 */
export async function clearByHand(
  plugin: PluginContext,
  problemId: string,
  clearedBy: string,
): Promise<boolean> {
  const cleared = await plugin.store.problems.clear(problemId, clearedBy)
  if (!cleared) return false
  const { kind, subject } = cleared
  const detail = `${kind} (by ${clearedBy})`
  await plugin.store.auditLog.append({ sessionId: subject, source: "admin", action: "clear_problem", detail })
  // What waited for the key is reconciled now, whoever found that it is taken.
  if (kind === CREDENTIALS_REFUSED) await plugin.store.notifications.enqueueAccount(subject)
  await emitEvent(plugin, { name: InbankEvents.PROBLEM_CLEARED, data: { kind, subject } })
  return true
}

/**
 * Inbank refuses an account's key: shown once for the account, and nobody asks again by themselves for an hour.
 */
export async function credentialsRefused(
  plugin: PluginContext,
  account: Account,
  error: InbankError,
): Promise<void> {
  await openProblem(plugin, {
    kind: CREDENTIALS_REFUSED,
    subject: account.id,
    remedy: "Inbank refused the API key. Check shopUuid, apiKey and environment of this provider entry.",
    detail: error.message,
  })
  await plugin.store.notifications.postponeAccount(account.id)
}

/** Inbank took the key. If it had refused it before, all that waited for that is due now. */
export async function credentialsTaken(plugin: PluginContext, account: Account): Promise<void> {
  const cleared = await clearProblems(plugin, account.id, [CREDENTIALS_REFUSED])
  if (cleared.length > 0) await plugin.store.notifications.enqueueAccount(account.id)
}

/**
 * Nothing that waiting would mend: a human must change the options. Inbank's gateway may forbid one address and serve
 * another, so 403 speaks of the key only where sessions themselves are refused.
 */
export function refusesCredentials(
  error: unknown,
): error is InbankError & { kind: "unauthorized" | "forbidden" } {
  if (!isInbankError(error)) return false
  return (
    error.kind === "unauthorized" ||
    (error.kind === "forbidden" && error.request.path.includes("/pos-sessions"))
  )
}

type Emitter = { events: PluginContext["events"]; logger: Pick<PluginContext["logger"], "warn"> }

/** A bus that is away may keep a teller waiting for ever: Redis' client holds what it cannot send. */
const EMIT_WITHIN_MS = 2_000

/** Tells subscribers. The table is what counts: an event bus that is down must neither stop a payment nor hold it up. */
export async function emitEvent(plugin: Emitter, event: InbankEvent): Promise<void> {
  const notEmitted = (why: unknown) =>
    plugin.logger.warn(`Inbank: ${event.name} could not be told: ${String(why)}`)
  const emitted = plugin.events.emit<InbankEvent["data"]>(event).catch(notEmitted)
  const fallback = () => notEmitted("the event bus does not answer")
  await pTimeout(emitted, { milliseconds: EMIT_WITHIN_MS, fallback })
}

/** Opens the problems that a pass found; clears the rest only if the pass came to its end (`complete`). */
export async function showProblems(
  plugin: PluginContext,
  session: { id: string; portalUrl: string; lease?: Lease },
  { problems, complete }: { problems: readonly FoundProblem[]; complete: boolean },
): Promise<void> {
  for (const { kind, detail } of problems) {
    const problem = { kind, subject: session.id, remedy: remedy(kind, session.portalUrl), detail }
    await openProblem(plugin, problem, session.lease)
  }
  const found = problems.map(({ kind }) => kind)
  if (complete) await clearProblems(plugin, session.id, SESSION_PROBLEMS, found, session.lease)
}
