import { currentCart, itemCount } from "./cart.js"
import { el } from "./html.js"
import { chooseLanguage, language, LANGUAGES, t } from "./language.js"

/** What all pages share: the shop's name, the language, the link to the cart, and that this is a demo. */
class ShopHeader extends HTMLElement {
  connectedCallback() {
    const count = el("span", { class: "count", "data-testid": "cart-count" }, "0")
    this.append(
      el("a", { class: "skip", href: "#main" }, t("frame.skip")),
      el("aside", { class: "demo", "aria-label": "Demo" }, t("frame.demo")),
      el(
        "header",
        {},
        el("a", { class: "brand", href: "/ee" }, "Põhjala", el("span", {}, "Living")),
        el("p", { class: "promises" }, t("frame.promises")),
        languageChoice(),
        el(
          "nav",
          {},
          el(
            "a",
            { class: "cart-link", href: "/ee/cart", "data-testid": "to-cart" },
            `${t("frame.cart")} `,
            count,
          ),
        ),
      ),
    )
    const show = (cart) => (count.textContent = String(itemCount(cart)))
    document.addEventListener("cart-changed", ({ detail }) => show(detail))
    // If the store cannot be reached, the page itself says so.
    currentCart().then(show, () => undefined)
  }
}

function languageChoice() {
  return el(
    "select",
    {
      class: "language",
      "aria-label": t("frame.language"),
      "data-testid": "language",
      onchange: ({ currentTarget }) => chooseLanguage(currentTarget.value),
    },
    ...Object.entries(LANGUAGES).map(([code, name]) =>
      el("option", { value: code, lang: code, selected: code === language }, name),
    ),
  )
}

class ShopFooter extends HTMLElement {
  connectedCallback() {
    this.append(el("footer", {}, el("p", {}, t("frame.invented")), el("p", {}, t("frame.sample"))))
  }
}

customElements.define("shop-header", ShopHeader)
customElements.define("shop-footer", ShopFooter)
