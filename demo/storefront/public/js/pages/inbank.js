import { byId, el, fill } from "../html.js"
import { paymentStatus } from "../inbank.js"

const LOOK_EVERY_MS = 2_000
const PATIENCE_MS = 10 * 60_000

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
}

const REASONS = {
  cart_changed: "The cart was changed after the payment had begun, so the contract was given up.",
  paid_otherwise: "This order was paid in another way, so the contract was given up.",
  not_started: "The payment never reached Inbank. Please start it again.",
}

const outcome = byId("outcome")
const told = Object.fromEntries(new URLSearchParams(location.search))
const deadline = Date.now() + PATIENCE_MS
void show(told)

async function show({ status, reason, order_id, redirect_url }) {
  if (order_id && (status === "granted" || status === "completed")) {
    location.replace(`/ee/order?order_id=${order_id}`)
  } else if (status in OUTCOMES) {
    showOutcome(status, reason)
  } else {
    showWaiting(redirect_url)
    await lookAgain()
  }
}

async function lookAgain() {
  if (Date.now() > deadline) return showOutcome("expired")
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  const now = await paymentStatus(told.payment_session_id, told.cart_id).catch(() => ({ status: "pending" }))
  await show(now)
}

function showWaiting(redirectUrl) {
  outcome.dataset.status = "pending"
  fill(
    outcome,
    el("div", { class: "spinner", "aria-hidden": "true" }),
    el("h1", { "data-testid": "outcome" }, "Waiting for Inbank"),
    el("p", {}, "This page goes on by itself as soon as Inbank has decided. You can also come back later."),
    redirectUrl ? el("a", { class: "button", href: redirectUrl }, "Back to Inbank") : undefined,
    el("a", { class: "quiet", href: "/ee/checkout" }, "Choose another way to pay"),
  )
}

function showOutcome(status, reason) {
  const [title, sentence] = OUTCOMES[status]
  outcome.dataset.status = status
  fill(
    outcome,
    el("div", { class: "mark", "aria-hidden": "true" }, "!"),
    el("h1", { "data-testid": "outcome" }, title),
    el("p", {}, sentence),
    REASONS[reason] ? el("p", {}, REASONS[reason]) : undefined,
    el(
      "a",
      { class: "button main", href: "/ee/checkout", "data-testid": "back-to-checkout" },
      "Back to checkout",
    ),
  )
}
