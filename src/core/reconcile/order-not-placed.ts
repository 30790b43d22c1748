import type { OrderRefusal } from "../../domain/plan/order-refusal"

/** Medusa refused to place the order, for a reason of its own. */
export class OrderNotPlaced extends Error {
  override readonly name = "OrderNotPlaced"

  /** @param forPeople what may be stored and shown; the message is for the log. */
  constructor(
    message: string,
    readonly refusal: OrderRefusal,
    readonly forPeople: string = message,
  ) {
    super(message)
  }
}
