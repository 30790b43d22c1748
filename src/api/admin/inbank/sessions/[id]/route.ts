import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { pluginContext } from "../../../../../services/context"
import type { SessionDetail } from "../../../../../services/views/session-view"
import { detailOf } from "./detail-of"

/** One session as the table shows it, with its audit log and its open problems. */
export async function GET(req: MedusaRequest, res: MedusaResponse<SessionDetail>): Promise<void> {
  res.json(await detailOf(pluginContext(req.scope), req.params.id))
}
