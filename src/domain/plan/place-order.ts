import type { Step } from "./outcome"

/** Our payment session must be the only one when the cart is completed: Medusa authorizes the first one it finds. */
export function placeOrder(paymentSession: "live" | "dropped" | "mixed"): Step {
  return paymentSession === "live" ? "complete_cart" : "restore_payment_session"
}

export function payOrder({ sessionDropped }: { sessionDropped: boolean }): Step {
  return sessionDropped ? "restore_payment_session" : "authorize_payment"
}
