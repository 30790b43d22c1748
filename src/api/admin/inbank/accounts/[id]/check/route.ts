import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { checkAccount, type AccountCheck } from "../../../../../../services/merchant/check-account"
import { inbankFrom } from "../../../../../../services/context"
import { accountOf } from "../../account-of"

/** Are shop, key and product right? Asks Inbank afresh. */
export async function POST(req: MedusaRequest, res: MedusaResponse<AccountCheck>): Promise<void> {
  const inbank = inbankFrom(req.scope)
  res.json(await checkAccount(inbank, accountOf(inbank, req.params.id)))
}
