import type { Step } from "./outcome"

/** Only ours may be there when the cart is completed: Medusa authorizes whichever session comes first. */
export function placeOrder(paymentSession: "live" | "dropped" | "mixed"): Step {
  return paymentSession === "live" ? "complete_cart" : "restore_payment_session"
}

export function payOrder({ sessionDropped }: { sessionDropped: boolean }): Step {
  return sessionDropped ? "restore_payment_session" : "authorize_payment"
}
