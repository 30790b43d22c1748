import { amountLine } from "../amount-line.js"
import { cartItem } from "../cart-item.js"
import { el, fill } from "../html.js"
import { t } from "../language.js"

/** What is in the cart, and its total. */
export function showSummary(place, cart) {
  fill(
    place,
    el(
      "div",
      { class: "heading" },
      el("h2", {}, t("checkout.order")),
      el("a", { href: "/ee/cart", "data-testid": "change-cart" }, t("checkout.change")),
    ),
    el("ul", { class: "items" }, ...cart.items.map((item) => cartItem(item))),
    el(
      "dl",
      {},
      ...amountLine(t("checkout.goods"), cart.item_total),
      ...amountLine(t("checkout.shipping"), cart.shipping_total),
      ...amountLine(t("checkout.total"), cart.total, { class: "total", "data-testid": "total" }),
    ),
  )
}
