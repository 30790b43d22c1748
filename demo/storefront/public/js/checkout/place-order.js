import { store, StoreError } from "../api.js"
import { isInbank } from "../inbank.js"
import { inbankLocale } from "../language.js"

/** Starts the payment. @returns the address that the browser goes to next: e-POS, or the thank-you page. */
export async function placeOrder(cart, providerId) {
  const { payment_collection } = await store("POST", "/store/payment-collections", {
    body: { cart_id: cart.id },
  })
  const answer = await store("POST", `/store/payment-collections/${payment_collection.id}/payment-sessions`, {
    body: { provider_id: providerId, ...(isInbank(providerId) && { data: { locale: inbankLocale } }) },
  })
  if (!isInbank(providerId)) return await complete(cart)
  const session = answer.payment_collection.payment_sessions.find((each) => each.provider_id === providerId)
  return session.data.redirect_url
}

/** The store itself places an order that Inbank pays, when Inbank grants the credit. */
async function complete(cart) {
  const answer = await store("POST", `/store/carts/${cart.id}/complete`)
  if (answer.type !== "order") throw new StoreError(200, answer.error.message)
  return `/ee/order?order_id=${answer.order.id}`
}
