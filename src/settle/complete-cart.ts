import { orderRefusal, type OrderRefusal } from "../domain/order-refusal"
import { runCompletion } from "./broken-completion"
import { readMedusaSide } from "./medusa-side"
import type { StepContext } from "./steps"

/** Medusa would not place the order for a reason of its own. */
export class OrderNotPlaced extends Error {
  override readonly name = "OrderNotPlaced"

  /** @param forPeople what may be stored and shown; the message is for the log. */
  constructor(
    message: string,
    readonly refusal: Exclude<OrderRefusal, "undecided">,
    readonly forPeople: string,
  ) {
    super(message)
  }
}

/** @throws {OrderNotPlaced} when Medusa will not make an order of this cart. */
export async function completeCart(context: StepContext): Promise<void> {
  const { container, inbank, row } = context
  const { payments, sessions } = inbank.store
  const completion = await runCompletion(context)
  const { order } = await readMedusaSide(container, row)
  if (order) return await sessions.recordOrder(row.id, order)

  const [failure] = completion.errors ?? []
  const sentence = failure?.error.message ?? "Medusa gave no reason."
  const refusal = orderRefusal({ step: failure?.action, type: failure?.error.type })
  await sessions.recordOrderRefusal(row.id, refusal === "mendable" ? sentence : null)
  switch (refusal) {
    case "undecided":
      throw new Error(sentence)
    case "transient":
      // Medusa says it of a discount whose promotion is gone: "Cannot read properties of undefined".
      if (await payments.hasLostPromotion(row.cart_id))
        throw new OrderNotPlaced(sentence, "final", "A promotion of this cart no longer exists.")
      // Only what Medusa means to be read: an unexpected error may hold addresses, SQL or a person's data.
      throw new OrderNotPlaced(sentence, refusal, "See the server's log.")
    case "mendable":
    case "final":
      throw new OrderNotPlaced(sentence, refusal, sentence)
  }
}
