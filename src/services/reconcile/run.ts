import { runPasses } from "../../core/reconcile/run-passes"
import { errorText } from "../../domain/error-text"
import type { RunEnded } from "../../domain/session/check-again"
import { isMadeBy } from "../../modules/inbank/store"
import { credentialsRefused, refusesCredentials, type FoundProblem } from "../problems/report"
import { forPeople, problemsOf } from "./failure"
import { Medusa2Port, type ReconcileRun } from "./port"

/** How reconciling ended. Its `error` may be stored. */
export interface ReconcileResult extends RunEnded {
  problems: FoundProblem[]
  /** False when it broke off: problems that were open before may still be open. */
  complete: boolean
}

/** Reconciles one session whose lease is held. Never throws for what Inbank or Medusa do: that is its result. */
export async function run(reconciling: ReconcileRun): Promise<ReconcileResult> {
  const { plugin, sessionId } = reconciling
  const row = await plugin.store.sessions.get(sessionId)
  const account = plugin.accounts.get(row.account_id)
  if (!account) return failed([{ kind: "account_missing" }], `no provider entry ${row.account_id}`)
  if (!isMadeBy(row, account)) {
    return failed([{ kind: "account_changed" }], `${row.account_id} names another shop or environment`)
  }
  const port = new Medusa2Port(reconciling, account)
  try {
    const outcome = await runPasses(port)
    return {
      finished: outcome === "finished",
      problems: port.found,
      complete: outcome !== "waiting",
      waiting: outcome === "waiting",
      outdated: outcome === "outdated",
    }
  } catch (error) {
    plugin.logger.warn(`Inbank: session ${row.id} will be checked again: ${errorText(error)}`)
    const found = failed([...port.found, ...problemsOf(error, row.failures + 1)], forPeople(error))
    if (!refusesCredentials(error)) return found
    await credentialsRefused(plugin, account, error)
    return { ...found, keyRefused: true }
  }
}

function failed(problems: FoundProblem[], error: string): ReconcileResult {
  return { finished: false, problems, complete: false, error }
}
