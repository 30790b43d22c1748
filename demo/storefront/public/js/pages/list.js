import { el } from "../html.js"
import { t } from "../language.js"
import { page } from "../page.js"
import { allProducts, picture, productCard } from "../products.js"

await page("list.title", async (main) => {
  const products = await allProducts()
  main.append(
    el(
      "section",
      { class: "hero" },
      el("div", {}, el("h1", {}, t("list.heading")), el("p", {}, t("list.intro"))),
      picture("oak-dining-table", { class: "hero-picture" }),
    ),
    el("h2", {}, t("list.goods")),
    el("ul", { class: "products" }, ...products.map(productCard)),
  )
})
