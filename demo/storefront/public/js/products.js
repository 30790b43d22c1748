import { store } from "./api.js"
import { config } from "./config.js"
import { el } from "./html.js"
import { shopLanguage } from "./language.js"
import { money } from "./money.js"

const FIELDS = "title,handle,subtitle,description,material,metadata,*variants.calculated_price"

export async function allProducts() {
  const { products } = await store("GET", `/store/products?region_id=${config.regionId}&fields=${FIELDS}`)
  return products.map(readable).sort((one, other) => one.place - other.place)
}

/** A product with its texts in the shopper's language, and its price. */
function readable(product) {
  const [variant] = product.variants
  return {
    ...product,
    ...inLanguage(product),
    size: inLanguage(product)?.size ?? product.metadata?.size,
    place: product.metadata?.place ?? 0,
    variantId: variant.id,
    price: variant.calculated_price.calculated_amount,
  }
}

/** A product's texts in the shopper's language, where the merchant has written them. */
export function inLanguage(product) {
  return product?.metadata?.[shopLanguage]
}

export function picture(handle, attributes) {
  return el("img", { src: `/images/${handle}.svg`, alt: "", width: 400, height: 300, ...attributes })
}

export function productCard({ handle, title, subtitle, price }) {
  return el(
    "li",
    { class: "product" },
    el(
      "a",
      { href: `/ee/products/${handle}`, "data-testid": `product-${handle}` },
      el("span", { class: "frame" }, picture(handle)),
      el("span", { class: "name" }, title),
      el("span", { class: "about" }, subtitle),
      el("span", { class: "price" }, money(price)),
    ),
  )
}
