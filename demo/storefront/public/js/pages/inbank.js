import { byId, el, fill } from "../html.js"
import { t } from "../language.js"
import { isOpen, isShopTold, orderAddress, outcomeOf } from "../outcomes.js"
import { nameTab, page } from "../page.js"
import { watchPayment } from "../watch.js"

/** After this time the page says what to do if it takes long. */
const LONG_MS = 20_000

const LAST_WAITING = { status: "pending" }

/** The page to which e-POS sends people back, through the store. */
await page("waiting.title", async (main) => {
  const told = new URLSearchParams(location.search)
  main.append(el("section", { class: "card narrow", id: "outcome", "aria-live": "polite" }))
  main.removeAttribute("aria-busy")
  const since = Date.now()
  let waiting = LAST_WAITING
  for await (const payment of watchPayment(told.get("payment_session_id"), told.get("cart_id"))) {
    const order = orderAddress(payment)
    if (order) return location.replace(order)
    if (payment.status === "action_needed" || isShopTold(payment) || isOver(payment))
      show(payment.status + payment.reason, ...outcome(payment))
    else {
      if (payment.status === "pending") waiting = payment
      const problem = payment.status === "unreachable" ? "waiting.offline" : undefined
      const lasting = Date.now() - since > LONG_MS ? "waiting.lasts" : "waiting.goesOn"
      showWaiting(problem ?? lasting, waiting.redirect_url)
    }
    if (isOver(payment)) return
  }
})

function isOver(payment) {
  return !isOpen(payment) && payment.status !== "unreachable"
}

function showWaiting(sentence, redirectUrl) {
  show(
    `${sentence} ${redirectUrl}`,
    el("div", { class: "progress", "aria-hidden": "true" }),
    el("h1", { "data-testid": "outcome" }, t("waiting.heading")),
    el("p", { "data-testid": "waiting" }, t(sentence)),
    el(
      "div",
      { class: "next" },
      redirectUrl &&
        el("a", { class: "button main", href: redirectUrl, "data-testid": "to-epos" }, t("waiting.back")),
      el("a", { class: "quiet", href: "/ee/checkout?pay=other" }, t("waiting.other")),
    ),
  )
}

function outcome(payment) {
  const { kind, next, isGood } = outcomeOf(payment)
  const heading = t(`outcome.${kind}`)
  nameTab(heading)
  return [
    el("div", { class: isGood ? "mark good" : "mark", "aria-hidden": "true" }, isGood ? "✓" : "!"),
    el("h1", { "data-testid": "outcome" }, heading),
    el("p", {}, t(`outcome.${kind}Text`)),
    // Medusa's own sentence: text from outside, shown as text.
    kind === "action_needed" && el("blockquote", { "data-testid": "reason" }, payment.reason),
    kind === "action_needed" && el("p", {}, t("outcome.action_neededNext")),
    el(
      "div",
      { class: "next" },
      ...next.map(({ text, href }, place) =>
        el(
          "a",
          {
            class: place === 0 ? "button main" : "quiet",
            href,
            "data-testid": text.replace("outcome.", "next-"),
          },
          t(text),
        ),
      ),
    ),
  ]
}

/** Drawn again only when something changes: a screen reader would read it out each time. */
function show(what, ...content) {
  const place = byId("outcome")
  if (place.dataset.shown === what) return
  place.dataset.shown = what
  fill(place, ...content)
}
