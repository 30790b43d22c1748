import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { OrderPayment } from "../../../../medusa/sql"
import { pluginContext, type PluginContext } from "../../../../services/context"
import { orderView, paymentOfOrder, type OrderView } from "../../../../services/views/order-view"
import { noInbankOrder, refusalsAsAnswers } from "../refusals"

/** Carries out an act for an order of Inbank's, and answers with the order as it is afterwards. */
export async function actOnOrder(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<OrderView>,
  act: (plugin: PluginContext, payment: OrderPayment, orderId: string) => Promise<void>,
): Promise<void> {
  const orderId = req.params.id ?? ""
  const plugin = pluginContext(req.scope)
  const payment = await paymentOfOrder(plugin, orderId)
  if (!payment) throw noInbankOrder(orderId)
  await refusalsAsAnswers(() => act(plugin, payment, orderId))
  const view = await orderView(req.scope, orderId)
  if (!view) throw noInbankOrder(orderId)
  res.json(view)
}
