import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { accountViews, type AccountView } from "../../../../services/views/account-view"

/** The provider entries of medusa-config, as far as their merchant may see them, with what Inbank and Medusa know of them. */
export async function GET(
  req: MedusaRequest,
  res: MedusaResponse<{ accounts: AccountView[] }>,
): Promise<void> {
  res.json({ accounts: await accountViews(req.scope) })
}
