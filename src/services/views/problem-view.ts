import type { ListedProblem } from "../../medusa/sql"
import type { PluginContext } from "../context"

/** Something a human must see, with what to do about it. */
export interface ProblemView {
  id: string
  kind: string
  /** A session's id, or an account's. */
  subject: string
  account_id: string | null
  session_id: string | null
  order_id: string | null
  display_id: number | null
  partner_portal_url: string | null
  remedy: string
  detail: string | null
  /** How often it was met, for those that are counted. */
  occurrences: number
  opened_at: Date
  /** Somebody looks again, and it vanishes when its cause is gone. Otherwise a human says that it is dealt with. */
  clears_by_itself: boolean
}

/** What is open, newest first. @param subject of this session or account only. */
export async function openProblems(plugin: PluginContext, subject?: string): Promise<ProblemView[]> {
  const problems = await plugin.medusa.problems.open(subject)
  return problems.map((problem) => problemView(plugin, problem))
}

function problemView(plugin: PluginContext, problem: ListedProblem): ProblemView {
  const { is_looked_at, ...listed } = problem
  const account = plugin.accounts.get(problem.account_id ?? problem.subject)
  return {
    ...listed,
    account_id: problem.account_id ?? account?.id ?? null,
    partner_portal_url: account?.partnerPortalUrl ?? null,
    clears_by_itself: clearsByItself(problem.kind, is_looked_at),
  }
}

/** Account-wide ones clear with Inbank's next word to the account, a refused refund with the order's next one. */
const CLEARED_BY_EVENTS = [
  "callbacks_rejected",
  "credentials_refused",
  "redirect_host_refused",
  "refund_refused",
]

/** These may wait for what nobody ever hears: a callback that named no session, a session that is nobody's. */
const LEFT_TO_PEOPLE = ["orphan_callback", "unclaimed_session"]

function clearsByItself(kind: string, isLookedAt: boolean): boolean {
  if (LEFT_TO_PEOPLE.includes(kind)) return false
  return isLookedAt || CLEARED_BY_EVENTS.includes(kind)
}
