import { itemTitle } from "./cart.js"
import { el } from "./html.js"
import { t } from "./language.js"
import { money } from "./money.js"
import { picture } from "./products.js"

/** A line of the cart. Its quantity can be changed if the page supports that. */
export function cartItem(item, onQuantity) {
  const title = itemTitle(item)
  return el(
    "li",
    { class: "item", "data-testid": `item-${item.product_handle}` },
    picture(item.product_handle),
    onQuantity
      ? el("a", { class: "name", href: `/ee/products/${item.product_handle}` }, title)
      : el("span", { class: "name" }, title),
    onQuantity ? quantity(item, title, onQuantity) : el("span", { class: "soft" }, `${item.quantity} ×`),
    el("span", { class: "amount" }, money(item.total)),
  )
}

function quantity({ id, quantity }, title, onQuantity) {
  const step = (name, to, text, attributes = {}) =>
    el(
      "button",
      { type: "button", "aria-label": t(name, { title }), onclick: () => onQuantity(id, to), ...attributes },
      text,
    )
  return el(
    "span",
    { class: "quantity", role: "group", "aria-label": t("cart.quantity") },
    step("cart.less", quantity - 1, "−", { disabled: quantity === 1 }),
    el("output", {}, String(quantity)),
    step("cart.more", quantity + 1, "+"),
    step("cart.removeThis", 0, t("cart.remove"), { class: "remove" }),
  )
}
