import { amountLine } from "../amount-line.js"
import { store } from "../api.js"
import { itemTitle } from "../cart.js"
import { el } from "../html.js"
import { isInbank } from "../inbank.js"
import { t } from "../language.js"
import { page } from "../page.js"

const FIELDS = "display_id,email,total,shipping_total,*items,*items.product,*payment_collections.payments"

await page("order.title", async (main) => {
  const id = new URLSearchParams(location.search).get("order_id") ?? ""
  const { order } = await store("GET", `/store/orders/${encodeURIComponent(id)}?fields=${FIELDS}`).catch(
    () => {
      throw new Error(t("order.unknown"))
    },
  )
  main.append(el("section", { class: "card narrow" }, ...thanks(order)))
})

function thanks({ display_id, email, items, shipping_total, total, payment_collections }) {
  const payments = payment_collections.flatMap((collection) => collection.payments ?? [])
  const byInbank = payments.some(({ provider_id }) => isInbank(provider_id))
  const [before, after] = t("order.placed", { number: "\n" }).split("\n")
  return [
    el("div", { class: "mark good", "aria-hidden": "true" }, "✓"),
    el("h1", {}, t("order.heading")),
    el("p", {}, before, el("strong", { "data-testid": "order-number" }, `#${display_id}`), after),
    el("p", { class: "soft" }, t("order.mail", { email })),
    el(
      "dl",
      {},
      ...items.flatMap((item) => amountLine(`${item.quantity} × ${itemTitle(item)}`, item.total)),
      ...amountLine(t("checkout.shipping"), shipping_total),
      ...amountLine(t("checkout.total"), total, { class: "total", "data-testid": "order-total" }),
      el("dt", {}, t("order.paidBy")),
      el("dd", { "data-testid": "paid-by" }, t(byInbank ? "order.inbank" : "order.invoice")),
    ),
    el("h2", {}, t("order.next")),
    el("p", {}, t(byInbank ? "order.nextInbank" : "order.nextInvoice")),
    el("a", { class: "button", href: "/ee" }, t("order.back")),
  ]
}
