import { z } from "zod"
import { orderRefusal, type OrderRefusal } from "../domain/order-refusal"
import type { InbankSession } from "../models/inbank-session"
import type { Inbank } from "./inbank"

/** Medusa would not place the order. */
export class OrderNotPlaced extends Error {
  override readonly name = "OrderNotPlaced"

  constructor(
    message: string,
    readonly refusal: OrderRefusal,
  ) {
    super(message)
  }
}

const reasonSchema = z.object({ code: z.string().optional(), message: z.string().optional() })

/** Of goods that are gone Medusa 1.20 tells in a list, one for each; of the rest at the top. */
const answerSchema = reasonSchema.extend({
  type: z.string().optional(),
  errors: z.array(reasonSchema).optional(),
})

const errorSchema = z.object({ type: z.string(), message: z.string() })

/**
 * Places the order of a cart, whether or not its customer came back. Medusa stores its answer under the idempotency
 * key and replays it, "not decided yet" too: so each try has a key of its own, under a path that says why it was made.
 * @throws {OrderNotPlaced}
 */
export async function completeCart({ services, sessions }: Inbank, row: InbankSession): Promise<void> {
  const { cartCompletionStrategy: strategy, idempotencyKeyService: keys, manager } = services
  const path = `/inbank/${row.id}/${row.session_status ?? "unknown"}`
  try {
    const { response_code, response_body } = await manager.transaction(async (transaction) => {
      const key = await keys
        .withTransaction(transaction)
        .initializeRequest("", "POST", { cart_id: row.cart_id }, path)
      return await strategy.withTransaction(transaction).complete(row.cart_id, key, { ip: "" })
    })
    const answer = answerSchema.parse(response_body)
    if (response_code === 200 && answer.type === "order") return
    if (answer.type === "cart")
      throw new OrderNotPlaced("Medusa takes the payment for undecided", "undecided")
    const { code, message = `Medusa answered ${response_code}` } = answer.errors?.[0] ?? answer
    throw refused(code === "insufficient_inventory" ? "reserve-inventory-step" : undefined, {
      type: "not_allowed",
      message,
    })
  } catch (error) {
    const failure = error instanceof OrderNotPlaced ? error : asRefusal(error)
    if (failure.refusal === "mendable" || failure.refusal === "final") {
      await sessions.recordRefusal(row.id, failure.message)
    }
    throw failure
  }
}

function refused(step: string | undefined, { type, message }: z.output<typeof errorSchema>): OrderNotPlaced {
  return new OrderNotPlaced(message, orderRefusal({ step, type }))
}

function asRefusal(error: unknown): OrderNotPlaced {
  const known = errorSchema.safeParse(error)
  return refused(undefined, known.success ? known.data : { type: "", message: String(error) })
}
