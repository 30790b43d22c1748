import pTimeout from "p-timeout"
import { isInbankError, type InbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { PASS_PROBLEMS, PROBLEMS, type PassProblem, type ProblemKind } from "../../domain/problems"
import { InbankEvents, type InbankEvent } from "./events"
import type { Lease } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { EMIT_MS } from "../../domain/timeouts"

/** What reconciling a session found. */
export interface FoundProblem {
  kind: PassProblem
  detail?: string
}

interface NewProblem {
  kind: ProblemKind
  subject: string
  remedy: string
  detail?: string
}

/** Shows a problem to a human and emits `inbank.problem.opened`, once until it is cleared. */
export async function openProblem(plugin: PluginContext, problem: NewProblem, lease?: Lease): Promise<void> {
  if (await plugin.store.problems.open(problem, lease)) await emitOpened(plugin, problem)
}

/** The same for a problem that is counted each time it is met (`occurrences`): it is still emitted and logged once. */
export async function countProblem(plugin: PluginContext, problem: NewProblem): Promise<void> {
  if (await plugin.store.problems.count(problem)) await emitOpened(plugin, problem)
}

async function emitOpened(plugin: PluginContext, { kind, subject }: NewProblem): Promise<void> {
  plugin.logger.warn(`Inbank: problem "${kind}" opened for ${subject}`)
  await emitEvent(plugin, { name: InbankEvents.PROBLEM_OPENED, data: { kind, subject } })
}

/** Clears problems of a subject except those that stay, emits `inbank.problem.cleared`, and returns the kinds. */
export async function clearProblems(
  plugin: PluginContext,
  subject: string,
  kinds: readonly ProblemKind[],
  staying: readonly ProblemKind[] = [],
  lease?: Lease,
): Promise<string[]> {
  const cleared = await plugin.store.problems.clearExcept(subject, kinds, staying, lease)
  for (const kind of cleared) {
    await emitEvent(plugin, { name: InbankEvents.PROBLEM_CLEARED, data: { kind, subject } })
  }
  return cleared
}

/**
 * A person says that a problem is dealt with: emitted like any other clearing, and kept in the audit log.
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
  // Rows that waited for the key are reconciled now, whichever call found that the key is accepted.
  if (kind === "credentials_refused") await plugin.store.notifications.enqueueAccount(subject)
  await emitEvent(plugin, { name: InbankEvents.PROBLEM_CLEARED, data: { kind, subject } })
  return true
}

/** Inbank refuses an account's key: shown once for the account, and Inbank is not asked automatically for an hour. */
export async function credentialsRefused(
  plugin: PluginContext,
  account: Account,
  error: InbankError,
): Promise<void> {
  await openProblem(plugin, {
    kind: "credentials_refused",
    subject: account.id,
    remedy: PROBLEMS.credentials_refused.remedy(),
    detail: error.message,
  })
  await plugin.store.notifications.postponeAccount(account.id)
}

/** Inbank accepted the key. If it had refused it before, all rows that waited for that are due now. */
export async function credentialsTaken(plugin: PluginContext, account: Account): Promise<void> {
  const cleared = await clearProblems(plugin, account.id, ["credentials_refused"])
  if (cleared.length > 0) await plugin.store.notifications.enqueueAccount(account.id)
}

/**
 * An error that waiting does not solve: a human must change the options. Inbank's gateway may forbid one address and
 * serve another, so 403 concerns the key only where sessions themselves are refused.
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

/**
 * Emits to subscribers. The table is what counts: an event bus that is down must neither stop a payment nor delay it.
 */
export async function emitEvent(plugin: Emitter, event: InbankEvent): Promise<void> {
  const notEmitted = (why: unknown) =>
    plugin.logger.warn(`Inbank: ${event.name} could not be told: ${String(why)}`)
  const emitted = plugin.events.emit<InbankEvent["data"]>(event).catch(notEmitted)
  const fallback = () => notEmitted("the event bus does not answer")
  await pTimeout(emitted, { milliseconds: EMIT_MS, fallback })
}

/** Opens the problems that a pass found; clears the rest only if the pass came to its end (`complete`). */
export async function showProblems(
  plugin: PluginContext,
  session: { id: string; portalUrl: string; lease?: Lease },
  { problems, complete }: { problems: readonly FoundProblem[]; complete: boolean },
): Promise<void> {
  for (const { kind, detail } of problems) {
    const problem = {
      kind,
      subject: session.id,
      remedy: PROBLEMS[kind].remedy({ portalUrl: session.portalUrl }),
      detail,
    }
    await openProblem(plugin, problem, session.lease)
  }
  const found = problems.map(({ kind }) => kind)
  if (complete) await clearProblems(plugin, session.id, PASS_PROBLEMS, found, session.lease)
}
