import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { inbankFrom } from "../../../../settle/inbank"
import { openProblems, type ProblemView } from "../../../../settle/views/problem-view"

/** What needs a human now, newest first, with what to do about it. */
export async function GET(
  req: MedusaRequest,
  res: MedusaResponse<{ problems: ProblemView[] }>,
): Promise<void> {
  res.json({ problems: await openProblems(inbankFrom(req.scope)) })
}
