import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { pluginContext } from "../../../../services/context"
import { openProblems, type ProblemView } from "../../../../services/views/problem-view"

export interface ProblemsAnswer {
  /** Newest first; at most 500. */
  problems: ProblemView[]
  /** How many are open in total, by kind. */
  by_kind: Record<string, number>
}

/** What needs a human now, with what to do about it. */
export async function GET(req: MedusaRequest, res: MedusaResponse<ProblemsAnswer>): Promise<void> {
  const plugin = pluginContext(req.scope)
  res.json({ problems: await openProblems(plugin), by_kind: await plugin.store.problems.openByKind() })
}
