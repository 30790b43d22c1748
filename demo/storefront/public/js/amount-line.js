import { el } from "./html.js"
import { money } from "./money.js"

/** A name and its amount, for a `dl`. */
export function amountLine(name, amount, attributes = {}) {
  return [el("dt", { class: attributes.class }, name), el("dd", attributes, money(amount))]
}
