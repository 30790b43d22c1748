import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { recordOutcome } from "../../../../../../services/merchant/record-outcome"
import { parse, refusalsAsAnswers, typedText } from "../../../refusals"

const bodySchema = z.strictObject({
  /** What the Partner Portal shows: the money was given back, or it was not. */
  made: z.boolean("must be true or false"),
  reference: typedText("is required").min(1, "is required"),
})

/** The merchant has seen in Inbank's Partner Portal how a refund ended whose end was never known here. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<{ id: string; made: boolean }>,
): Promise<void> {
  const { made, reference } = parse(bodySchema, req.body)
  const id = req.params.id ?? ""
  const outcome = { made, reference, recordedBy: req.auth_context.actor_id }
  const isKnown = await refusalsAsAnswers(() => recordOutcome(req.scope, id, outcome))
  if (!isKnown) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no refund ${id}.`)
  res.json({ id, made })
}
