import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orderView, type OrderView } from "../../../../../services/views/order-view"
import { noInbankOrder } from "../../refusals"

/** An order's state at Inbank now, and what can be done for it: for a reader who is about to press a button. */
export async function GET(req: MedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  const view = await orderView(req.scope, req.params.id ?? "")
  if (!view) throw noInbankOrder(req.params.id)
  res.json(view)
}
