import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import type { OrderView } from "../../../../../../services/views/order-view"
import { recordPortalRefund } from "../../../../../../services/merchant/record-portal-refund"
import { parse, typedText } from "../../../refusals"
import { actOnOrder } from "../../act-on-order"

const bodySchema = z.strictObject({
  /** Major units; without it all that is left. */
  amount: z
    .union([z.number(), z.string().regex(/^\d{1,12}(\.\d{1,10})?$/, "must be an amount like 30.00")])
    .transform(String)
    .optional(),
  /** The merchant's own reference: the contract's new version, a credit note, a ticket. Booked only once. */
  reference: typedText("is required").min(1, "is required"),
})

/** The merchant has given something back in Inbank's Partner Portal and records it here: it is booked in Medusa. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderView>): Promise<void> {
  const { amount, reference } = parse(bodySchema, req.body)
  const statement = { recordedBy: req.auth_context.actor_id, reference }
  await actOnOrder(req, res, async (_inbank, payment) => {
    await recordPortalRefund(req.scope, payment, { amount, statement })
  })
}
