import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import type { InbankSession } from "../../../../../models/inbank-session"
import { storefrontAnswer } from "../../../../../checkout/customer-return"
import { pluginContext, type PluginContext } from "../../../../../reconcile/context"

/** For a waiting page: what happened to the payment. Other carts are never shown. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const plugin = pluginContext(req.scope)
  const { payment_session_id: paymentSessionId } = req.params
  const { cart_id: cartId } = req.query
  const row =
    typeof cartId === "string" && typeof paymentSessionId === "string"
      ? await rowOf(plugin, paymentSessionId, cartId)
      : undefined
  if (!row)
    return void res.status(404).json({ type: "not_found", message: "No Inbank payment of this cart." })
  res.json(await storefrontAnswer(plugin, row))
}

/** A customer may have paid with one session while the cart has another that was begun later: the order counts. */
async function rowOf(
  { medusa, sessions }: PluginContext,
  paymentSessionId: string,
  cartId: string,
): Promise<InbankSession | undefined> {
  const session = await medusa.sessionOfCart(paymentSessionId, cartId)
  if (!session) return undefined
  const ordered = await sessions.orderedOfCart(cartId)
  if (ordered || session.purchase_reference === null) return ordered
  return await sessions.find(session.purchase_reference)
}
