import { store } from "./api.js"
import { config, CURRENCY } from "./config.js"
import { el } from "./html.js"
import { language, t } from "./language.js"
import { money } from "./money.js"

/** Every Inbank account of a store is a payment provider of its own: `pp_inbank_ee`. */
export function isInbank(providerId) {
  return providerId?.startsWith("pp_inbank_") ?? false
}

/** The store serves Inbank's elements. Without them the shop works, but shows no price a month. */
export function loadElements() {
  import(`${config.storeUrl}/inbank/element.js`).catch(() => undefined)
}

/** The price a month, below a price; empty where there is no offer. */
export function instalments(amount, cartId) {
  return el("inbank-instalments", { ...ours(amount), "cart-id": cartId, "data-testid": "instalments" })
}

/** Inbank's line in a list of payment methods. */
export function methodTile(amount, providerId, cartId) {
  return el("inbank-method-tile", { ...ours(amount), provider: providerId, "cart-id": cartId })
}

function ours(amount) {
  return {
    amount: Number(amount).toFixed(2),
    currency: CURRENCY,
    language,
    "publishable-key": config.publishableKey,
    backend: config.storeUrl,
  }
}

/** The accounts that have no offer for this cart, each with its reason. */
export async function notOffered(cart) {
  const query = new URLSearchParams({
    amount: Number(cart.total).toFixed(2),
    currency_code: CURRENCY,
    cart_id: cart.id,
  })
  const { not_offered } = await store("GET", `/store/inbank/offers?${query}`)
  return not_offered
}

/** Why Inbank is not available, for a shopper to read. */
export function notOfferedSentence({ reason, min_amount, max_amount }) {
  switch (reason) {
    case "below_minimum":
      return t("inbank.belowMinimum", { amount: money(min_amount) })
    case "above_maximum":
      return t("inbank.aboveMaximum", { amount: money(max_amount) })
    case "currency_not_supported":
      return t("inbank.currency")
    default:
      return t("inbank.unavailable")
  }
}

/** What the store knows about a payment that was sent to e-POS. */
export async function paymentStatus(paymentSessionId, cartId, waitSeconds) {
  const id = encodeURIComponent(paymentSessionId)
  const query = new URLSearchParams({ cart_id: cartId, wait: waitSeconds })
  return await store("GET", `/store/inbank/sessions/${id}?${query}`)
}
