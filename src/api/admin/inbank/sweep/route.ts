import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { Backlog } from "../../../../medusa/sql"
import { pluginContext } from "../../../../services/context"

/** How far behind the sweep is: for a merchant's monitor. Medusa lets in every user of the admin. */
export async function GET(req: MedusaRequest, res: MedusaResponse<Backlog>): Promise<void> {
  res.json(await pluginContext(req.scope).medusa.backlogs.read())
}
