import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { inbankFrom } from "../../../../../../settle/inbank"
import { orderView, paymentOfOrder, type OrderView } from "../../../../../../settle/order-view"
import { recordRepaidEarly } from "../../../../../../settle/refunds/repaid-early"
import { noInbankOrder, refusalsAsAnswers } from "../../../refusals"

/** The merchant says that the customer repaid a terminated contract before its time: the money was earned. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  const orderId = req.params.id ?? ""
  const inbank = inbankFrom(req.scope)
  const payment = await paymentOfOrder(inbank, orderId)
  if (!payment) throw noInbankOrder(orderId)
  await refusalsAsAnswers(() => recordRepaidEarly(inbank, payment, req.auth_context.actor_id))
  const view = await orderView(req.scope, orderId)
  if (!view) throw noInbankOrder(orderId)
  res.json(view)
}
