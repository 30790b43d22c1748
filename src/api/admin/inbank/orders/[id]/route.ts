import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orderView, type OrderView } from "../../../../../services/views/order-view"
import { noInbankOrder } from "../../refusals"

/** An order as it stands at Inbank now, and what can be done for it: read it before pressing a button. */
export async function GET(req: MedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  const view = await orderView(req.scope, req.params.id ?? "")
  if (!view) throw noInbankOrder(req.params.id)
  res.json(view)
}
