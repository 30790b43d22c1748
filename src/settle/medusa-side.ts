import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import { sameAmount, sameCurrency } from "../domain/money"
import type { MedusaSide } from "../domain/plan"
import type { SessionRow } from "../modules/inbank/store"

/** Longer than the longest capture: an unfinished capture row that is older was left by a dead process. */
const CAPTURE_MS = 90_000

/** Medusa never authorizes a session in one of these states. */
const DEAD_SESSIONS = ["error", "canceled"]

const when = z.union([z.date(), z.string()]).nullish()
const paymentSchema = z.object({
  id: z.string(),
  provider_id: z.string(),
  captured_at: when,
  canceled_at: when,
  data: z.looseObject({ purchase_reference: z.string().optional() }).nullish(),
  captures: z.array(z.object({ created_at: when })).nullish(),
})
const collectionSchema = z.object({
  status: z.string(),
  payment_sessions: z.array(z.object({ provider_id: z.string(), status: z.string() })).nullish(),
  payments: z.array(paymentSchema).nullish(),
  order: z
    .object({
      id: z.string(),
      canceled_at: when,
      fulfillments: z.array(z.object({ shipped_at: when, canceled_at: when })).nullish(),
    })
    .nullish(),
})
const cartSchema = z.object({ total: z.coerce.number(), currency_code: z.string(), completed_at: when })

type Collection = z.output<typeof collectionSchema>
type Payment = z.output<typeof paymentSchema>

export interface MedusaFacts {
  side: MedusaSide
  order?: { orderId: string; paymentId: string }
  /** A payment of ours that is not cancelled, with or without its order. */
  paymentId?: string
  /** Somebody is capturing at this moment, and will keep what Inbank tells them. */
  captureInProgress: boolean
}

/** What Medusa has for this row. */
export async function readMedusaSide(container: MedusaContainer, row: SessionRow): Promise<MedusaFacts> {
  const collection = await readCollection(container, row.payment_collection_id)
  if (!collection) return { side: { kind: "no_cart" }, captureInProgress: false }
  const payments = collection.payments ?? []
  const ours = payments.find((payment) => payment.data?.purchase_reference === row.id)
  if (ours && collection.order) return orderFacts(collection, collection.order, ours)
  // Without an order a payment pays for nothing: a completion that Medusa rolled back may have left it standing.
  if (collection.order && payments.some((payment) => !payment.canceled_at)) {
    return { side: { kind: "paid_otherwise" }, captureInProgress: false }
  }
  const paymentId = ours && !ours.canceled_at ? ours.id : undefined
  return { side: await cartSide(container, row, collection, paymentId), paymentId, captureInProgress: false }
}

function orderFacts(
  collection: Collection,
  order: NonNullable<Collection["order"]>,
  payment: Payment,
): MedusaFacts {
  const [capture] = payment.captures ?? []
  return {
    side: {
      kind: "order",
      payment: payment.canceled_at ? "canceled" : payment.captured_at ? "captured" : "authorized",
      orderCanceled: Boolean(order.canceled_at),
      shipped: (order.fulfillments ?? []).some((sent) => sent.shipped_at && !sent.canceled_at),
      replaced: collection.status === "canceled" && !order.canceled_at,
    },
    order: { orderId: order.id, paymentId: payment.id },
    paymentId: payment.canceled_at ? undefined : payment.id,
    captureInProgress:
      !payment.captured_at && capture !== undefined && isYoungerThan(capture.created_at, CAPTURE_MS),
  }
}

async function cartSide(
  container: MedusaContainer,
  row: SessionRow,
  collection: Collection,
  paymentId: string | undefined,
): Promise<MedusaSide> {
  const cart = await readCart(container, row.cart_id)
  if (!cart) return { kind: "no_cart" }
  const sessions = (collection.payment_sessions ?? []).filter(({ status }) => !DEAD_SESSIONS.includes(status))
  const ours = sessions.filter((session) => session.provider_id === row.account_id)
  if (cart.completed_at)
    return ours.length > 0 ? { kind: "order_without_payment" } : { kind: "paid_otherwise" }
  return {
    kind: "open_cart",
    agrees: sameAmount(cart.total, row.amount) && sameCurrency(cart.currency_code, row.currency),
    paymentSession: paymentSessionOf(ours.length, sessions.length),
    paymentLeft: paymentId !== undefined,
  }
}

function paymentSessionOf(ours: number, all: number) {
  if (all === 0) return "dropped"
  if (ours === 0) return "other_method"
  return ours === all ? "live" : "mixed"
}

async function readCollection(container: MedusaContainer, id: string): Promise<Collection | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_collection",
    fields: [
      "id",
      "status",
      "payment_sessions.provider_id",
      "payment_sessions.status",
      "payments.id",
      "payments.provider_id",
      "payments.data",
      "payments.captured_at",
      "payments.canceled_at",
      "payments.captures.created_at",
      "order.id",
      "order.canceled_at",
      "order.fulfillments.shipped_at",
      "order.fulfillments.canceled_at",
    ],
    filters: { id },
  })
  return data[0] ? collectionSchema.parse(data[0]) : undefined
}

async function readCart(
  container: MedusaContainer,
  id: string,
): Promise<z.output<typeof cartSchema> | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["id", "total", "currency_code", "completed_at"],
    filters: { id },
  })
  return data[0] ? cartSchema.parse(data[0]) : undefined
}

function isYoungerThan(moment: z.output<typeof when>, milliseconds: number): boolean {
  return moment !== null && moment !== undefined && Date.now() - new Date(moment).getTime() < milliseconds
}
