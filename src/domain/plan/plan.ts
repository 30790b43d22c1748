import type { InbankState } from "../session/inbank-state"
import { standing } from "../session/lifecycle"
import { planActivating, planFinanced } from "./completed"
import { planGranted } from "./granted"
import { withBooksInOrder, withHalfWrittenOrder, withLeftPayment } from "./in-medusa"
import { planRefused, planUndecided } from "./not-granted"
import type { Plan } from "./outcome"
import type { MedusaState, WholeState } from "./state"

/**
 * What to do next, from what Inbank says and what Medusa has. Pure: the same facts give the same plan.
 * A contract is cancelled only at `granted`; once completed it is money lent, and only a human may unwind it.
 */
export function plan(inbank: InbankState, medusa: MedusaState, now: Date): Plan {
  switch (medusa.kind) {
    case "order":
      return withBooksInOrder(byStanding(inbank, medusa, now), medusa)
    case "open_cart":
      return withLeftPayment(byStanding(inbank, medusa, now), medusa)
    case "half_written_order": {
      const seen = medusa.order === "canceled" ? ORDER_CANCELED : medusa.cart
      return withHalfWrittenOrder(withLeftPayment(byStanding(inbank, seen, now), medusa.cart), medusa)
    }
    case "no_cart":
    case "paid_otherwise":
    case "order_of_other_total":
    case "order_without_payment":
      return byStanding(inbank, medusa, now)
  }
}

const ORDER_CANCELED: WholeState = {
  kind: "order_without_payment",
  orderCanceled: true,
  sessionDropped: false,
}

function byStanding(inbank: InbankState, medusa: WholeState, now: Date): Plan {
  const where = standing(inbank)
  switch (where) {
    case "undecided":
      return planUndecided(inbank, medusa)
    case "granted":
      return planGranted(inbank, medusa, now)
    case "activating":
      return planActivating(inbank, medusa, now)
    case "financed":
      return planFinanced(inbank, medusa)
    case "refused":
      return planRefused(inbank, medusa)
  }
}
