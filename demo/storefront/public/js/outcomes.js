/** Reasons that say more than the status does. */
const TELLING_REASONS = ["paid_otherwise", "shop_told", "cart_changed", "order_impossible", "not_started"]

const CHECKOUT = "/ee/checkout"
const STEPS = {
  tryAgain: { text: "outcome.tryAgain", href: CHECKOUT },
  other: { text: "outcome.other", href: `${CHECKOUT}?pay=other` },
  changeCart: { text: "outcome.changeCart", href: "/ee/cart" },
  details: { text: "outcome.details", href: CHECKOUT },
  look: { text: "outcome.look", href: "/ee" },
}

/** What a shopper can do next; the first is the recommended one. */
const NEXT = {
  declined: [STEPS.other, STEPS.changeCart],
  cancelled: [STEPS.tryAgain, STEPS.other],
  expired: [STEPS.tryAgain, STEPS.other],
  action_needed: [STEPS.details],
  cart_changed: [STEPS.tryAgain, STEPS.changeCart],
  order_impossible: [STEPS.changeCart, STEPS.look],
  not_started: [STEPS.tryAgain, STEPS.other],
  unknown: [STEPS.tryAgain, STEPS.look],
}

/** Inbank's answer may still change, or the order may still come: the page keeps asking. */
export function isOpen({ status }) {
  return status === "pending" || status === "action_needed"
}

/**
 * Inbank has paid and no order uses the money, and the shop knows: the shopper has nothing to do, with or without an
 * order to see.
 */
export function isShopTold({ reason }) {
  return reason === "shop_told"
}

/** The order's address, once this payment has one and there is nothing to show first. */
export function orderAddress(payment) {
  const isPlaced = payment.status === "granted" || payment.status === "completed"
  return isPlaced && !isShopTold(payment) ? orderPage(payment.order_id) : undefined
}

/** @returns which texts fit, and the next steps. */
export function outcomeOf({ status, reason, order_id }) {
  const kind = TELLING_REASONS.includes(reason) ? reason : status in NEXT ? status : "unknown"
  if (kind === "paid_otherwise" || kind === "shop_told") {
    const next = order_id ? { text: "outcome.seeOrder", href: orderPage(order_id) } : STEPS.look
    return { kind, next: [next], isGood: kind === "paid_otherwise" }
  }
  return { kind, next: NEXT[kind], isGood: false }
}

function orderPage(orderId) {
  return `/ee/order?order_id=${encodeURIComponent(orderId)}`
}
