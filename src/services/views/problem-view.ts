import { problemKind, PROBLEMS, type ProblemKind } from "../../domain/problems"
import type { ListedProblem } from "../../medusa/sql"
import type { PluginContext } from "../context"

/** Something a human must see, with what to do about it. */
export interface ProblemView {
  id: string
  kind: string
  /** See docs/problems.md. */
  severity: "critical" | "warning" | "info"
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
  /**
   * It is checked again automatically, and disappears when its cause is gone. Otherwise a human says that it is dealt
   * with.
   */
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
  const kind = problemKind(problem.kind)
  return {
    ...listed,
    severity: kind ? PROBLEMS[kind].severity : "warning",
    account_id: problem.account_id ?? account?.id ?? null,
    partner_portal_url: account?.partnerPortalUrl ?? null,
    clears_by_itself: clearsByItself(kind, is_looked_at),
  }
}

/** A kind of a later version is left to people: this version does not know who would clear it. */
function clearsByItself(kind: ProblemKind | undefined, isLookedAt: boolean): boolean {
  if (kind === undefined) return false
  switch (PROBLEMS[kind].clearedBy) {
    case "pass":
      return isLookedAt
    case "event":
      return true
    case "person":
      return false
  }
}
