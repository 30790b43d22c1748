import { addToCart } from "../cart.js"
import { el, fill } from "../html.js"
import { instalments, loadElements } from "../inbank.js"
import { t } from "../language.js"
import { money } from "../money.js"
import { nameTab, page } from "../page.js"
import { allProducts, picture, productCard } from "../products.js"

const OTHERS = 3

loadElements()
await page("list.title", async (main) => {
  const handle = decodeURIComponent(location.pathname.split("/").pop())
  const products = await allProducts()
  const product = products.find((each) => each.handle === handle)
  if (!product) throw new Error(t("product.unknown"))
  nameTab(product.title)
  const others = products.filter((each) => each !== product).slice(0, OTHERS)
  main.append(
    el(
      "article",
      { class: "goods" },
      el("div", { class: "frame" }, picture(handle)),
      el("div", { class: "buy" }, ...offer(product), facts(product)),
    ),
    el("h2", {}, t("product.others")),
    el("ul", { class: "products" }, ...others.map(productCard)),
  )
})

function offer({ title, subtitle, description, price, variantId }) {
  const told = el("p", { class: "told", role: "status", "data-testid": "added" })
  const add = async ({ currentTarget }) => {
    currentTarget.disabled = true
    try {
      await addToCart(variantId)
      const link = el("a", { href: "/ee/cart", "data-testid": "added-to-cart" }, t("product.toCart"))
      fill(told, `${t("product.added", { title })} `, link)
    } catch (error) {
      fill(told, error.message)
    }
    currentTarget.disabled = false
  }
  return [
    el("h1", {}, title),
    el("p", { class: "subtitle" }, subtitle),
    el(
      "p",
      { class: "price", "data-testid": "price" },
      money(price),
      el("span", { class: "vat" }, t("product.vat")),
    ),
    el("div", { class: "instalments" }, instalments(price)),
    el(
      "button",
      { class: "button main wide", type: "button", "data-testid": "add", onclick: add },
      t("product.add"),
    ),
    told,
    el("p", {}, description),
  ]
}

function facts({ material, size }) {
  return el(
    "div",
    {},
    el(
      "ul",
      { class: "promised" },
      ...["delivery", "returns", "repair"].map((what) => el("li", {}, t(`product.${what}`))),
    ),
    el(
      "dl",
      { class: "facts" },
      el("dt", {}, t("product.material")),
      el("dd", {}, material),
      el("dt", {}, t("product.size")),
      el("dd", {}, size),
    ),
  )
}
