import type { CartCompletionResponse } from "@medusajs/medusa"
import { z } from "zod"
import { toMinorUnits } from "../domain/money"
import { OrderNotPlaced } from "../core/reconcile/order-not-placed"
import { orderRefusal } from "../domain/plan/order-refusal"
import type { InbankSession } from "../models/inbank-session"
import type { LostOfCart } from "../store/medusa-tables"
import { IDENTIFIER, type PluginContext } from "./context"

const reasonSchema = z.object({ code: z.string().optional(), message: z.string().optional() })

/** Medusa 1.20 reports missing goods in a list, one entry each, and all other reasons at the top level. */
const answerSchema = reasonSchema.extend({
  type: z.string().optional(),
  errors: z.array(reasonSchema).optional(),
})

const errorSchema = z.object({ type: z.string(), message: z.string() })

/**
 * Places the order of a cart, whether or not its customer came back. Medusa stores its answer under the idempotency key
 * and replays it, including "not decided yet": so each try has a key of its own, under a path that says why it was
 * made.
 * @throws {OrderNotPlaced} and then the try leaves nothing behind.
 */
export async function completeCart(plugin: PluginContext, row: InbankSession): Promise<void> {
  const { services, sessions } = plugin
  const { cartCompletionStrategy: strategy, idempotencyKeyService, manager } = services
  const path = `/inbank/${row.id}/${row.session_status ?? "unknown"}`
  try {
    const recovery_point = await whereToGoOn(plugin, row)
    await manager.transaction(async (transaction) => {
      const keys = idempotencyKeyService.withTransaction(transaction)
      const { idempotency_key } = await keys.initializeRequest("", "POST", { cart_id: row.cart_id }, path)
      const key = await keys.update(idempotency_key, { recovery_point })
      throwUnlessOrdered(await strategy.withTransaction(transaction).complete(row.cart_id, key, { ip: "" }))
    })
  } catch (error) {
    const failure = await finalIfGone(plugin, row, error instanceof OrderNotPlaced ? error : asRefusal(error))
    if (failure.refusal === "mendable" || failure.refusal === "final") {
      await sessions.recordRefusal(row.id, failure.message)
    }
    throw failure
  }
}

const LOST_SENTENCES: Record<LostOfCart, string> = {
  goods: "Goods of this cart were deleted.",
  region: "The region of this cart was deleted.",
}

/** Whatever Medusa's message says: this cart never becomes an order without what was deleted. */
async function finalIfGone(
  { medusa }: PluginContext,
  row: InbankSession,
  failure: OrderNotPlaced,
): Promise<OrderNotPlaced> {
  const lost = failure.refusal === "undecided" ? undefined : await medusa.lostOf(row.cart_id)
  return lost === undefined ? failure : new OrderNotPlaced(LOST_SENTENCES[lost], "final")
}

/**
 * A completion that failed, or whose process died, may have left its payment behind. Medusa would authorize once more,
 * and then refuse the cart a second payment forever: so the completion continues from the existing payment, if that
 * still fits the cart; otherwise that payment is cancelled first.
 */
async function whereToGoOn({ services, medusa }: PluginContext, row: InbankSession): Promise<string> {
  const left = await medusa.paymentWithoutOrder(row.cart_id)
  if (left?.provider_id !== IDENTIFIER) return "started"
  const { total } = await services.cartService.retrieveWithTotals(row.cart_id)
  const fits = left.amount === total && left.amount === toMinorUnits(row.amount)
  if (fits && left.purchase_reference === row.id) return "payment_authorized"
  await medusa.dropPayment(left.id, row.cart_id)
  return "started"
}

/** Medusa answers 409 without throwing: what it wrote before, including a payment, must not stay. */
function throwUnlessOrdered({ response_code, response_body }: CartCompletionResponse): void {
  const answer = answerSchema.parse(response_body)
  if (response_code === 200 && answer.type === "order") return
  if (answer.type === "cart") throw new OrderNotPlaced("Medusa takes the payment for undecided", "undecided")
  const { code, message = `Medusa answered ${response_code}` } = answer.errors?.[0] ?? answer
  throw refused(code === "insufficient_inventory" ? "reserve-inventory-step" : undefined, {
    type: "not_allowed",
    message,
  })
}

function refused(step: string | undefined, { type, message }: z.output<typeof errorSchema>): OrderNotPlaced {
  return new OrderNotPlaced(message, orderRefusal({ step, type }))
}

function asRefusal(error: unknown): OrderNotPlaced {
  const known = errorSchema.safeParse(error)
  return refused(undefined, known.success ? known.data : { type: "", message: String(error) })
}
