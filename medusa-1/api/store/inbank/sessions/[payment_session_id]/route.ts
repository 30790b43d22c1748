import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { storefrontAnswer } from "../../../../../settle/customer-back"
import { inbankFrom } from "../../../../../settle/inbank"

/** For a waiting page: what became of the payment. Nothing is told about another cart. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const { payment_session_id: paymentSessionId } = req.params
  const { cart_id: cartId } = req.query
  const row =
    typeof cartId === "string" &&
    typeof paymentSessionId === "string" &&
    (await inbank.medusa.isSessionOfCart(paymentSessionId, cartId))
      ? await inbank.sessions.newestOfCart(cartId)
      : undefined
  if (!row)
    return void res.status(404).json({ type: "not_found", message: "No Inbank payment of this cart." })
  res.json(await storefrontAnswer(inbank, row))
}
