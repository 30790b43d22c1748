import type { MedusaContainer } from "@medusajs/framework/types"
import { PaymentSessionStatus } from "@medusajs/framework/utils"
import { z } from "zod"
import { sameAmount, sameCurrency, toMinorUnits } from "../../domain/money"
import type { HalfWrittenOrder, MedusaState, OpenCart } from "../../domain/plan/state"
import type { SessionRow } from "../../modules/inbank/store"
import { readOne } from "../read-one"
import type { OrderOfPurchase } from "../sql"
import { DEAD_SESSIONS, when, type PaymentSession } from "./payment-collection"

const cartSchema = z.object({
  total: z.coerce.number(),
  currency_code: z.string(),
  completed_at: when,
  payment_collection: z.object({ id: z.string() }).nullish(),
})

/** A cart that no payment of ours pays for, or the order that was made of it. */
export async function cartState(
  container: MedusaContainer,
  row: SessionRow,
  all: PaymentSession[],
  known: { order: OrderOfPurchase | undefined; paymentLeft: boolean; paidByOthers: boolean },
): Promise<MedusaState> {
  const cart = await readCart(container, row.cart_id)
  if (!cart) return { kind: "no_cart" }
  const sessions = all.filter(({ status }) => !DEAD_SESSIONS.includes(status))
  const ours = sessions.filter((session) => session.provider_id === row.account_id)
  const { order, paymentLeft, paidByOthers } = known
  // A completion that broke off before it linked its order does not count: Medusa completes such a cart. An order that
  // existed and is gone was deleted on purpose.
  const isGone = !order && cart.completed_at && row.order_id !== null
  if (order?.is_whole || isGone) {
    const sessionDropped = ours.length === 0
    if (sessionDropped && (paidByOthers || sessions.some(isPaidLater))) return { kind: "paid_otherwise" }
    const orderCanceled = Boolean(order?.canceled_at)
    // Medusa asks for no payment of an order that costs nothing: no payment can be missing there.
    if (order?.total && !orderCanceled && !sameAmount(order.total, row.amount))
      return { kind: "order_of_other_total", isFree: toMinorUnits(order.total) <= 0 }
    return { kind: "order_without_payment", orderCanceled, sessionDropped }
  }
  // Medusa's admin route deletes a payment collection by removing it from its cart.
  if (!order && cart.payment_collection?.id !== row.payment_collection_id) return { kind: "no_cart" }
  const open: OpenCart = {
    kind: "open_cart",
    agrees: sameAmount(cart.total, row.amount) && sameCurrency(cart.currency_code, row.currency),
    paymentSession: paymentSessionOf(ours.length, sessions.length),
    paymentLeft,
  }
  return order ? { kind: "half_written_order", order: partOf(order, row), cart: open } : open
}

const PAID_LATER: string = PaymentSessionStatus.PENDING_AUTHORIZATION

/** A bank transfer's session: Medusa places the order, and its payment comes days later. */
function isPaidLater({ status }: PaymentSession): boolean {
  return status === PAID_LATER
}

function partOf(order: OrderOfPurchase, row: SessionRow): HalfWrittenOrder["order"] {
  if (order.canceled_at) return "canceled"
  return order.total !== null && sameAmount(order.total, row.amount) ? "payable" : "stale"
}

function paymentSessionOf(ours: number, all: number) {
  if (all === 0) return "dropped"
  if (ours === 0) return "other_method"
  return ours === all ? "live" : "mixed"
}

async function readCart(
  container: MedusaContainer,
  id: string,
): Promise<z.output<typeof cartSchema> | undefined> {
  const found = await readOne(
    container,
    "cart",
    ["id", "total", "currency_code", "completed_at", "payment_collection.id"],
    id,
  )
  return found ? cartSchema.parse(found) : undefined
}
