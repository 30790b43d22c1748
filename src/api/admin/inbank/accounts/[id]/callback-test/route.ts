import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { testCallback, type CallbackTest } from "../../../../../../services/merchant/test-callback"
import { pluginContext } from "../../../../../../services/context"
import { accountOf } from "../../account-of"

/** Tests whether callbacks reach this store: calls `backendUrl` as Inbank would. */
export async function POST(req: MedusaRequest, res: MedusaResponse<CallbackTest>): Promise<void> {
  res.json(await testCallback(accountOf(pluginContext(req.scope), req.params.id)))
}
