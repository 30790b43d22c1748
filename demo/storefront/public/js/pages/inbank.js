import { StoreError } from "../api.js"
import { byId, el, fill } from "../html.js"
import { paymentStatus } from "../inbank.js"

const LOOK_EVERY_MS = 2_000

const OUTCOMES = {
  declined: [
    "Inbank has declined the credit",
    "Nothing was charged. Your cart is kept: please choose another way to pay.",
  ],
  cancelled: ["The payment was cancelled", "Nothing was charged. Your cart is kept."],
  expired: [
    "The payment has expired",
    "The time to finish it at Inbank is over. Nothing was charged, your cart is kept.",
  ],
  action_needed: [
    "Your order needs our attention",
    "Inbank has said yes, but the order could not be placed. We are looking into it.",
  ],
  unknown: ["This payment is not known", "Your cart is kept. Please start the payment again."],
}

const PAID_OTHERWISE = [
  "Your order is already placed",
  "It was paid in another way, so the contract with Inbank was given up. Nothing more is charged.",
]

const REASONS = {
  cart_changed: "The cart was changed after the payment had begun, so the contract was given up.",
  not_started: "The payment never reached Inbank. Please start it again.",
}

const outcome = byId("outcome")
const told = Object.fromEntries(new URLSearchParams(location.search))

let seen = told
while (isUndecided(seen)) {
  showWaiting(seen.redirect_url ?? undefined)
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  seen = await look()
}
if (isPlaced(seen)) location.replace(`/ee/order?order_id=${seen.order_id}`)
else showOutcome(seen)

function isPlaced({ status, order_id }) {
  return Boolean(order_id) && (status === "granted" || status === "completed")
}

/** Also when Inbank has said yes and the order is still to come. */
function isUndecided(payment) {
  return !isPlaced(payment) && !(payment.status in OUTCOMES)
}

/** A store that cannot answer at the moment is asked again. */
async function look() {
  try {
    return await paymentStatus(told.payment_session_id, told.cart_id)
  } catch (error) {
    if (error instanceof StoreError && error.status === 404) return { status: "unknown" }
    return seen
  }
}

/** Drawn anew only when something changes: a screen reader would read it out each time. */
function showWaiting(redirectUrl) {
  if (outcome.dataset.status === "pending" && outcome.dataset.redirect === String(redirectUrl)) return
  Object.assign(outcome.dataset, { status: "pending", redirect: redirectUrl })
  fill(
    outcome,
    el("div", { class: "spinner", "aria-hidden": "true" }),
    el("h1", { "data-testid": "outcome" }, "Waiting for Inbank"),
    el("p", {}, "This page goes on by itself as soon as Inbank has decided. You can also come back later."),
    redirectUrl && el("a", { class: "button", href: redirectUrl }, "Back to Inbank"),
    el("a", { class: "quiet", href: "/ee/checkout" }, "Choose another way to pay"),
  )
}

function showOutcome({ status, reason, order_id }) {
  const isOrdered = reason === "paid_otherwise" && Boolean(order_id)
  const [title, sentence] = isOrdered ? PAID_OTHERWISE : OUTCOMES[status]
  outcome.dataset.status = status
  fill(
    outcome,
    el("div", { class: "mark", "aria-hidden": "true" }, "!"),
    el("h1", { "data-testid": "outcome" }, title),
    el("p", {}, sentence),
    REASONS[reason] && el("p", {}, REASONS[reason]),
    isOrdered
      ? el("a", { class: "button main", href: `/ee/order?order_id=${order_id}` }, "See your order")
      : el(
          "a",
          { class: "button main", href: "/ee/checkout", "data-testid": "back-to-checkout" },
          "Back to checkout",
        ),
  )
}
