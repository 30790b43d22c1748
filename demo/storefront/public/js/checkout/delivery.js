import { el } from "../html.js"
import { money } from "../money.js"

/** The delivery options; the cart's own is selected. */
export function deliveryChoice(cart, options, onChoose) {
  const chosen = cart.shipping_methods?.[0]?.shipping_option_id
  return el(
    "div",
    { class: "choices" },
    ...options.map(({ id, name, type, amount }) =>
      el(
        "label",
        { class: "method" },
        el("input", {
          type: "radio",
          name: "delivery",
          value: id,
          checked: id === chosen,
          onchange: () => onChoose(id),
        }),
        el("span", { class: "name" }, name),
        el("span", { class: "side" }, money(amount)),
        el("span", { class: "about" }, type?.description),
      ),
    ),
  )
}
