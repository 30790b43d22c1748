import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { pluginContext } from "../../../../../../services/context"
import { clearByHand } from "../../../../../../services/problems/report"

/** A person has dealt with it. It opens again if its cause is found again. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<{ id: string }>,
): Promise<void> {
  const id = req.params.id ?? ""
  const wasOpen = await clearByHand(pluginContext(req.scope), id, req.auth_context.actor_id)
  if (!wasOpen) throw new MedusaError(MedusaError.Types.NOT_FOUND, "This problem is no longer open.")
  res.json({ id })
}
