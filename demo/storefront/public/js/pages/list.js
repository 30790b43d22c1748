import { store } from "../api.js"
import { addToCart } from "../cart.js"
import { config } from "../config.js"
import { byId, el } from "../html.js"
import { fromAMonth, offerFor } from "../inbank.js"
import { money } from "../money.js"

const list = byId("products")
const added = byId("added")

const { products } = await store(
  "GET",
  `/store/products?region_id=${config.regionId}&fields=title,handle,description,*variants.calculated_price`,
)
list.append(...products.map(card))
list.removeAttribute("aria-busy")

function card(product) {
  const { title, handle, description } = product
  const [variant] = product.variants
  const price = variant.calculated_price.calculated_amount
  const monthly = el("p", { class: "monthly", "data-testid": `monthly-${handle}` })
  void showMonthly(monthly, price)
  return el(
    "li",
    { class: "product", "data-testid": `product-${handle}` },
    el("img", { src: `/images/${handle}.svg`, alt: "", width: 400, height: 300 }),
    el("h2", {}, title),
    el("p", { class: "about" }, description),
    el("p", { class: "price" }, money(price)),
    monthly,
    el(
      "button",
      {
        class: "button",
        type: "button",
        "data-testid": `add-${handle}`,
        "aria-label": `Add to cart: ${title}`,
        onclick: ({ currentTarget }) => add(currentTarget, title, variant.id),
      },
      "Add to cart",
    ),
  )
}

/** Nothing at all is shown where there is no offer. */
async function showMonthly(line, price) {
  const { offer } = await offerFor(price).catch(() => ({}))
  if (offer) line.append(el("span", { class: "inbank" }, "Inbank"), fromAMonth(offer))
}

async function add(button, title, variantId) {
  button.disabled = true
  try {
    await addToCart(variantId)
    tell(
      `${title} is in your cart.`,
      el("a", { href: "/ee/checkout", "data-testid": "checkout" }, "Checkout"),
    )
  } catch (error) {
    tell(error.message)
  } finally {
    button.disabled = false
  }
}

function tell(...content) {
  added.replaceChildren(...content)
  added.hidden = false
}
