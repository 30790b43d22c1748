import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { inbankFrom } from "../../../../services/context"
import { openProblems, type ProblemView } from "../../../../services/views/problem-view"

export interface ProblemsAnswer {
  /** Newest first; at most 500. */
  problems: ProblemView[]
  /** How many are open, all of them. */
  by_kind: Record<string, number>
}

/** What needs a human now, with what to do about it. */
export async function GET(req: MedusaRequest, res: MedusaResponse<ProblemsAnswer>): Promise<void> {
  const inbank = inbankFrom(req.scope)
  res.json({ problems: await openProblems(inbank), by_kind: await inbank.store.problems.openByKind() })
}
