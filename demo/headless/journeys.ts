import { eventually } from "../support/eventually"
import { Purchase, type Cast, type OrderReport } from "./purchase"

/** The ordinary way: signed, placed, captured by the merchant, paid by Inbank. */
export async function captured(cast: Cast): Promise<OrderReport> {
  const purchase = await Purchase.start(cast, "City bicycle")
  const { orderId } = await purchase.finishAtInbank()
  const order = await purchase.order(orderId)
  cast.narrator.say("The merchant captures the payment in the admin, which approves the contract at Inbank.")
  await cast.merchant.capture(order)
  await purchase.awaitStatus((status) => status === "completed")
  return await purchase.report(orderId)
}

/** Inbank says no: there is no order, and the cart is free for another payment method. */
export async function declined(cast: Cast): Promise<OrderReport> {
  const purchase = await Purchase.start(cast, "Oak dining table")
  const { orderId } = await purchase.finishAtInbank()
  return await purchase.report(orderId)
}

/** Signed and placed, then cancelled by the merchant before the money moves. */
export async function canceled(cast: Cast): Promise<OrderReport> {
  const purchase = await Purchase.start(cast, "Espresso machine")
  const { orderId } = await purchase.finishAtInbank()
  const order = await purchase.order(orderId)
  cast.narrator.say("The merchant cancels the order in the admin, which cancels the contract at Inbank.")
  await cast.merchant.cancel(order)
  await purchase.awaitStatus((status) => status === "cancelled")
  await eventually(
    () => cast.merchant.order(order.id),
    ({ payment_status }) => payment_status === "canceled",
    "the payment to be cancelled in Medusa",
  )
  return await purchase.report(orderId)
}
