import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { inbankFrom } from "../../../../../../settle/inbank"
import { orderView, paymentOfOrder, type OrderView } from "../../../../../../settle/order-view"
import { recordPortalRefund } from "../../../../../../settle/refunds/record"
import { noInbankOrder, parse, refusalsAsAnswers } from "../../../refusals"

const bodySchema = z.strictObject({
  /** Major units; without it all that is left. */
  amount: z
    .union([z.number(), z.string().regex(/^\d{1,12}(\.\d{1,10})?$/, "must be an amount like 30.00")])
    .transform(String)
    .optional(),
  /** The merchant's own: the contract's new version, a credit note, a ticket. Booked once only. */
  reference: z.string("is required").trim().min(1, "is required").max(100),
})

/** The merchant gave something back in Inbank's Partner Portal and says so: it is booked in Medusa. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  const { amount, reference } = parse(bodySchema, req.body)
  const orderId = req.params.id ?? ""
  const payment = await paymentOfOrder(inbankFrom(req.scope), orderId)
  if (!payment) throw noInbankOrder(orderId)
  const statement = { recordedBy: req.auth_context.actor_id, reference }
  await refusalsAsAnswers(() => recordPortalRefund(req.scope, payment, { amount, statement }))
  const view = await orderView(req.scope, orderId)
  if (!view) throw noInbankOrder(orderId)
  res.json(view)
}
