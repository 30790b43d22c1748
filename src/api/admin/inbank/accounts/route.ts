import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { pluginContext } from "../../../../services/context"
import { accountViews, type AccountView } from "../../../../services/views/account-view"

/**
 * The provider entries of medusa-config, without what the merchant may not see, and what Inbank and Medusa know of
 * them.
 */
export async function GET(
  req: MedusaRequest,
  res: MedusaResponse<{ accounts: AccountView[] }>,
): Promise<void> {
  res.json({ accounts: await accountViews(pluginContext(req.scope)) })
}
