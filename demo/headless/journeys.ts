import { eventually } from "../../test-kit/eventually"
import type { MerchantOrder } from "./merchant"
import { Purchase, type Cast } from "./purchase"

/** Signed at Inbank and placed in Medusa: the merchant's turn. */
export async function placed(
  cast: Cast,
  title: string,
): Promise<{ purchase: Purchase; order: MerchantOrder }> {
  const purchase = await Purchase.start(cast, title)
  await purchase.finishAtInbank()
  const order = await purchase.order()
  cast.narrator.say(`Order ${order.display_id} was placed; its payment is ${order.payment_status}.`)
  return { purchase, order }
}

/** The ordinary way: signed, placed, captured by the merchant, paid by Inbank. */
export async function captured(cast: Cast, title = "City bicycle"): Promise<Purchase> {
  const { purchase, order } = await placed(cast, title)
  cast.narrator.say("The merchant captures the payment in the admin, which approves the contract at Inbank.")
  await cast.merchant.capture(order)
  await purchase.awaitStatus((status) => status === "completed")
  return purchase
}

/** Inbank says no: there is no order, and the cart is free for another payment method. */
export async function declined(cast: Cast): Promise<Purchase> {
  const purchase = await Purchase.start(cast, "Oak dining table")
  await purchase.finishAtInbank()
  return purchase
}

/** Signed and placed, then cancelled by the merchant before the money moves. */
export async function canceled(cast: Cast): Promise<Purchase> {
  const { purchase, order } = await placed(cast, "Espresso machine")
  cast.narrator.say("The merchant cancels the order in the admin, which cancels the contract at Inbank.")
  await cast.merchant.cancel(order)
  await purchase.awaitStatus((status) => status === "cancelled")
  await eventually(
    () => purchase.order(),
    ({ payment_status }) => payment_status === "canceled",
    "the payment to be cancelled in Medusa",
  )
  return purchase
}
