import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { checkAccount, type AccountCheck } from "../../../../../../services/merchant/check-account"
import { pluginContext } from "../../../../../../services/context"
import { accountOf } from "../../account-of"

/** Checks shop, key and product: asks Inbank afresh. */
export async function POST(req: MedusaRequest, res: MedusaResponse<AccountCheck>): Promise<void> {
  const plugin = pluginContext(req.scope)
  res.json(await checkAccount(plugin, accountOf(plugin, req.params.id)))
}
