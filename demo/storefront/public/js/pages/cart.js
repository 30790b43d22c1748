import { amountLine } from "../amount-line.js"
import { cartItem } from "../cart-item.js"
import { currentCart, setQuantity } from "../cart.js"
import { el, fill } from "../html.js"
import { instalments, loadElements } from "../inbank.js"
import { t } from "../language.js"
import { page } from "../page.js"

loadElements()
await page("cart.title", async (main) => show(main, await currentCart()))

function show(main, cart) {
  const heading = el("h1", { tabindex: "-1" }, t("cart.title"))
  if (!cart?.items?.length) return fill(main, heading, ...nothing())
  const items = el("ul", { class: "items" }, ...cart.items.map((item) => cartItem(item, change)))
  const said = el("p", { class: "error", role: "alert", hidden: true })

  /** One change at a time; a failure is shown, and the cart stays as it was. */
  async function change(itemId, quantity) {
    items.inert = true
    try {
      show(main, await setQuantity(cart, itemId, quantity))
      // The pressed button was replaced: keyboards and screen readers continue from the top of the cart.
      main.querySelector("h1").focus({ preventScroll: true })
    } catch (error) {
      fill(said, error.message)
      said.hidden = false
      items.inert = false
    }
  }

  fill(main, heading, el("div", { class: "columns-of-cart" }, el("div", {}, items, said), summary(cart)))
}

function nothing() {
  return [
    el("p", { "data-testid": "empty" }, t("cart.empty")),
    el("a", { class: "button main", href: "/ee" }, t("cart.look")),
  ]
}

function summary(cart) {
  return el(
    "aside",
    { class: "summary", "aria-label": t("checkout.total") },
    el(
      "dl",
      {},
      ...amountLine(t("cart.goods"), cart.item_total, { class: "total", "data-testid": "goods-total" }),
    ),
    el("p", { class: "soft" }, t("cart.later")),
    el("div", { class: "instalments" }, instalments(cart.item_total, cart.id)),
    el(
      "a",
      { class: "button main wide", href: "/ee/checkout", "data-testid": "checkout" },
      t("cart.checkout"),
    ),
    el("a", { class: "quiet", href: "/ee" }, t("cart.keepLooking")),
  )
}
