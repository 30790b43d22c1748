import { store } from "./api.js"
import { CURRENCY } from "./config.js"
import { money } from "./money.js"

/** Every Inbank account of a store is a payment provider of its own: `pp_inbank_ee`. */
export function isInbank(providerId) {
  return providerId.startsWith("pp_inbank_")
}

/** The offer for a price, or the reason there is none: `{ offer }` or `{ notOffered }`, or neither. */
export async function offerFor(amount, providerId) {
  const path = `/store/inbank/offers?amount=${amount}&currency_code=${CURRENCY}`
  const { offers, not_offered } = await store("GET", path)
  const ours = ({ provider_id }) => !providerId || provider_id === providerId
  return { offer: offers.find(ours), notOffered: not_offered.find(ours) }
}

/** `from €10.51 a month over 60 months (preliminary)`: the terms that bind are those of e-POS. */
export function fromAMonth({ monthly_payment, period }) {
  return `from ${money(monthly_payment)} a month over ${period} months (preliminary)`
}

/** Why Inbank is not available, for a shopper to read. */
export function notOfferedSentence({ reason, min_amount, max_amount }) {
  switch (reason) {
    case "below_minimum":
      return `Available for orders from ${money(min_amount)}.`
    case "above_maximum":
      return `Available for orders up to ${money(max_amount)}.`
    case "currency_not_supported":
      return "Not available in this currency."
    default:
      return "Not available at the moment. Please choose another way to pay."
  }
}

/** What the store knows of a payment that was sent to e-POS. */
export async function paymentStatus(paymentSessionId, cartId) {
  return await store("GET", `/store/inbank/sessions/${paymentSessionId}?cart_id=${cartId}`)
}
