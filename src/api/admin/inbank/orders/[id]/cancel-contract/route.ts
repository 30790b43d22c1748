import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelContractOfOrder } from "../../../../../../settle/cancel-contract-of-order"
import { inbankFrom } from "../../../../../../settle/inbank"
import { orderView, paymentOfOrder, type OrderView } from "../../../../../../settle/order-view"
import { noInbankOrder, refusalsAsAnswers } from "../../../refusals"

/** Cancels the granted contract of an order that is to stand and be paid otherwise. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  const orderId = req.params.id ?? ""
  const payment = await paymentOfOrder(inbankFrom(req.scope), orderId)
  if (!payment) throw noInbankOrder(orderId)
  await refusalsAsAnswers(() => cancelContractOfOrder(req.scope, payment, req.auth_context.actor_id))
  const view = await orderView(req.scope, orderId)
  if (!view) throw noInbankOrder(orderId)
  res.json(view)
}
