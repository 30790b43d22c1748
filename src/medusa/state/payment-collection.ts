import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "zod"
import { readOne } from "../read-one"

/** Medusa never authorizes a session in one of these states. */
export const DEAD_SESSIONS = ["error", "canceled"]

/** Medusa gives a date, or its text. */
export const when = z.union([z.date(), z.string()]).nullish()
const paymentSchema = z.object({
  id: z.string(),
  payment_session_id: z.string(),
  provider_id: z.string(),
  canceled_at: when,
  data: z.looseObject({ purchase_reference: z.string().optional() }).nullish(),
})
const paymentSessionSchema = z.object({ id: z.string(), provider_id: z.string(), status: z.string() })
const fulfillmentSchema = z.object({ shipped_at: when, delivered_at: when, canceled_at: when })
const collectionSchema = z.object({
  status: z.string(),
  payment_sessions: z.array(paymentSessionSchema).nullish(),
  payments: z.array(paymentSchema).nullish(),
  order: z
    .object({
      id: z.string(),
      canceled_at: when,
      fulfillments: z.array(fulfillmentSchema).nullish(),
    })
    .nullish(),
})
export type Collection = z.output<typeof collectionSchema>
export type Fulfillment = z.output<typeof fulfillmentSchema>
export type Payment = z.output<typeof paymentSchema>
export type PaymentSession = z.output<typeof paymentSessionSchema>

export async function readCollection(
  container: MedusaContainer,
  id: string,
): Promise<Collection | undefined> {
  const found = await readOne(
    container,
    "payment_collection",
    [
      "id",
      "status",
      "payment_sessions.id",
      "payment_sessions.provider_id",
      "payment_sessions.status",
      "payments.id",
      "payments.payment_session_id",
      "payments.provider_id",
      "payments.data",
      "payments.canceled_at",
      "order.id",
      "order.canceled_at",
      "order.fulfillments.shipped_at",
      "order.fulfillments.delivered_at",
      "order.fulfillments.canceled_at",
    ],
    id,
  )
  return found ? collectionSchema.parse(found) : undefined
}
