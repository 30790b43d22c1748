/**
 * What a failed completion of a cart means for the contract that waits for it. `undecided`: Inbank has not decided yet.
 * `transient`: the same cart may be completed in a minute. `mendable`: the shopper or the merchant can solve it.
 * `final`: this cart never becomes an order.
 */
export type OrderRefusal = "undecided" | "transient" | "mendable" | "final"

/** How Medusa's completion workflow failed: the step that threw, and the type of its error. */
export interface CompletionFailure {
  step: string | undefined
  type: string | undefined
}

/** Steps that refuse because goods or discounts are gone: https://github.com/medusajs/medusa/issues/4946 */
const FINAL_STEPS = ["reserve-inventory-step", "register-usage"]

/** Types of Medusa's errors whose sentences are written for people. */
const READABLE_TYPES = ["not_allowed", "invalid_data", "not_found", "conflict"]

/** Any other error is an accident: a database that is down, a bug in somebody's hook. The completion is tried again. */
export function orderRefusal({ step, type = "" }: CompletionFailure): OrderRefusal {
  if (type.startsWith("payment_")) return "undecided"
  if (!READABLE_TYPES.includes(type)) return "transient"
  return FINAL_STEPS.includes(step ?? "") ? "final" : "mendable"
}
