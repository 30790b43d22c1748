import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelContractOfOrder } from "../../../../../../services/merchant/cancel-contract-of-order"
import type { OrderView } from "../../../../../../services/views/order-view"
import { actOnOrder } from "../../act-on-order"

/** Cancels the granted contract of an order that is kept and paid otherwise. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  await actOnOrder(req, res, async (plugin, { payment_id }, orderId) => {
    await cancelContractOfOrder(plugin, orderId, payment_id, req.auth_context.actor_id)
  })
}
