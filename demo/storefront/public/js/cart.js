import { store, StoreError } from "./api.js"
import { config, COUNTRY } from "./config.js"
import { inLanguage } from "./products.js"

const KEY = "pohjala-cart"
const FIELDS =
  "fields=id,completed_at,total,item_total,shipping_total,email,*items,*items.product,*shipping_methods,*shipping_address"

/** The shopper's cart, or undefined when no cart can be filled. */
export async function currentCart() {
  const id = localStorage.getItem(KEY)
  if (!id) return undefined
  try {
    const { cart } = await store("GET", `/store/carts/${id}?${FIELDS}`)
    if (!cart.completed_at) return cart
  } catch (error) {
    if (!(error instanceof StoreError) || error.status !== 404) throw error
  }
  // Ordered, or gone: the next cart is a new one.
  localStorage.removeItem(KEY)
  return undefined
}

export async function addToCart(variantId) {
  const cart = (await currentCart()) ?? (await createCart())
  return changed(
    await store("POST", `/store/carts/${cart.id}/line-items?${FIELDS}`, {
      body: { variant_id: variantId, quantity: 1 },
    }),
  )
}

/** Zero removes the item. */
export async function setQuantity(cart, itemId, quantity) {
  const path = `/store/carts/${cart.id}/line-items/${itemId}`
  if (quantity > 0) return changed(await store("POST", `${path}?${FIELDS}`, { body: { quantity } }))
  await store("DELETE", path)
  return changed({ cart: await currentCart() })
}

export async function updateCart(cart, fields) {
  return changed(await store("POST", `/store/carts/${cart.id}?${FIELDS}`, { body: fields }))
}

export async function deliveryOptions(cart) {
  const { shipping_options } = await store("GET", `/store/shipping-options?cart_id=${cart.id}`)
  return shipping_options.sort((one, other) => one.amount - other.amount)
}

export async function chooseDelivery(cart, optionId) {
  return changed(
    await store("POST", `/store/carts/${cart.id}/shipping-methods?${FIELDS}`, {
      body: { option_id: optionId },
    }),
  )
}

export function itemCount(cart) {
  return (cart?.items ?? []).reduce((count, { quantity }) => count + quantity, 0)
}

export function itemTitle({ product, product_title }) {
  return inLanguage(product)?.title ?? product_title
}

async function createCart() {
  const { cart } = await store("POST", "/store/carts", {
    body: { region_id: config.regionId, shipping_address: { country_code: COUNTRY } },
  })
  localStorage.setItem(KEY, cart.id)
  return cart
}

function changed({ cart }) {
  document.dispatchEvent(new CustomEvent("cart-changed", { detail: cart }))
  return cart
}
