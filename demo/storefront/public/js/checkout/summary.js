import { amountLine } from "../amount-line.js"
import { byId, el } from "../html.js"
import { money } from "../money.js"

/** What is in the cart and what it comes to. */
export function showSummary(cart, onQuantity) {
  byId("items").replaceChildren(...cart.items.map((item) => row(item, onQuantity)))
  byId("totals").replaceChildren(
    ...amountLine("Goods", cart.item_total),
    ...amountLine("Delivery", cart.shipping_total),
    ...amountLine("Total", cart.total, { class: "total", "data-testid": "total" }),
  )
}

function row({ id, product_title, product_handle, quantity, total }, onQuantity) {
  const step = (label, to, text) =>
    el("button", { type: "button", "aria-label": label, onclick: () => onQuantity(id, to) }, text)
  return el(
    "li",
    {},
    el("img", { src: `/images/${product_handle}.svg`, alt: "", width: 64, height: 48 }),
    el("span", { class: "name" }, product_title),
    el(
      "span",
      { class: "quantity" },
      step(`One less: ${product_title}`, quantity - 1, "−"),
      el("span", {}, String(quantity)),
      step(`One more: ${product_title}`, quantity + 1, "+"),
    ),
    el("span", { class: "amount" }, money(total)),
  )
}
