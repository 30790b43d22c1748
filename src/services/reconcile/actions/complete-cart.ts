import { OrderNotPlaced } from "../../../core/reconcile/order-not-placed"
import { orderRefusal } from "../../../domain/plan/order-refusal"
import type { LostOfCart } from "../../../medusa/sql"
import { readMedusaState } from "../../../medusa/state"
import type { ActionContext } from "./context"
import { completeOrResume } from "./interrupted-completion"

const LOST_SENTENCES: Record<LostOfCart, string> = {
  goods: "Goods of this cart were deleted.",
  promotion: "A promotion of this cart no longer exists.",
  region: "The region of this cart was deleted.",
}

/** @throws {OrderNotPlaced} when Medusa refuses to make an order of this cart. */
export async function completeCart(context: ActionContext): Promise<void> {
  const { container, plugin, row } = context
  const { carts } = plugin.medusa
  const { sessions } = plugin.store
  const completion = await completeOrResume(context)
  const { order } = await readMedusaState(container, row)
  if (order) return await sessions.recordOrder(row.id, order)

  const [failure] = completion.errors ?? []
  const sentence = failure?.error.message ?? "Medusa gave no reason."
  const refusal = orderRefusal({ step: failure?.action, type: failure?.error.type })
  // Whatever Medusa's message says: this cart never becomes an order without what was deleted.
  const lost = refusal === "undecided" ? undefined : await carts.lostOf(row.cart_id)
  await sessions.recordOrderRefusal(row.id, refusal === "mendable" && !lost ? sentence : null)
  if (lost) throw new OrderNotPlaced(sentence, "final", LOST_SENTENCES[lost])
  switch (refusal) {
    case "undecided":
      throw new Error(sentence)
    case "transient":
      // Only messages that Medusa writes for people: an unexpected error may hold addresses, SQL or a person's data.
      throw new OrderNotPlaced(sentence, refusal, "See the server's log.")
    case "mendable":
    case "final":
      throw new OrderNotPlaced(sentence, refusal, sentence)
  }
}
