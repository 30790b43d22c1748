import { currentCart, itemCount } from "./cart.js"
import { el } from "./html.js"

/** What all pages share: the shop's name, the way to the cart, and that this is a demo. */
class ShopHeader extends HTMLElement {
  connectedCallback() {
    const count = el("span", { class: "count", "data-testid": "cart-count" }, "0")
    this.append(
      el("a", { class: "skip", href: "#main" }, "Skip to the content"),
      el(
        "p",
        { class: "demo" },
        "Demo shop – no money moves. The Inbank sandbox declines totals from €1,001 to €1,100: try the oak table.",
      ),
      el(
        "header",
        {},
        el("a", { class: "brand", href: "/ee" }, "Põhjala", el("span", {}, "Living")),
        el(
          "nav",
          {},
          el("a", { class: "cart", href: "/ee/checkout", "data-testid": "to-checkout" }, "Cart ", count),
        ),
      ),
    )
    const show = (cart) => (count.textContent = String(itemCount(cart)))
    document.addEventListener("cart-changed", ({ detail }) => show(detail))
    void currentCart().then(show)
  }
}

class ShopFooter extends HTMLElement {
  connectedCallback() {
    this.append(
      el(
        "footer",
        {},
        el("p", {}, "Põhjala Living is an invented shop for the Medusa plugin medusa-payment-inbank."),
        el("p", {}, "Monthly payments are calculated by a sandbox and are no offer of credit."),
      ),
    )
  }
}

customElements.define("shop-header", ShopHeader)
customElements.define("shop-footer", ShopFooter)
