import { amountLine } from "../amount-line.js"
import { store } from "../api.js"
import { forgetCart } from "../cart.js"
import { byId, el } from "../html.js"

const thanks = byId("thanks")
const FIELDS = "display_id,email,total,shipping_total,*items"
const id = new URLSearchParams(location.search).get("order_id")

try {
  const { order } = await store("GET", `/store/orders/${id}?fields=${FIELDS}`)
  forgetCart()
  show(order)
} catch (error) {
  thanks.replaceChildren(el("h1", {}, "This order cannot be shown"), el("p", {}, error.message))
}

function show({ display_id, email, items, shipping_total, total }) {
  thanks.replaceChildren(
    el("div", { class: "mark", "aria-hidden": "true" }, "✓"),
    el("h1", {}, "Thank you!"),
    el(
      "p",
      {},
      "Your order ",
      el("strong", { "data-testid": "order-number" }, `#${display_id}`),
      " is placed.",
    ),
    el("p", { class: "soft" }, `We write to ${email} when it is on its way.`),
    el(
      "dl",
      {},
      ...items.flatMap((item) => amountLine(`${item.quantity} × ${item.product_title}`, item.total)),
      ...amountLine("Delivery", shipping_total),
      ...amountLine("Total", total, { class: "total", "data-testid": "order-total" }),
    ),
    el("a", { class: "button", href: "/ee" }, "Back to the shop"),
  )
}
