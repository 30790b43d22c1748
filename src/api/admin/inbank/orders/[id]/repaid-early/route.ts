import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { OrderView } from "../../../../../../services/views/order-view"
import { recordRepaidEarly } from "../../../../../../services/merchant/record-repaid-early"
import { actOnOrder } from "../../act-on-order"

/** The merchant says that the customer repaid a terminated contract early: the money was earned. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  await actOnOrder(req, res, async (plugin, payment) => {
    await recordRepaidEarly(plugin, payment, req.auth_context.actor_id)
  })
}
