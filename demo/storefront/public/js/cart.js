import { store, StoreError } from "./api.js"
import { config, COUNTRY } from "./config.js"

const KEY = "pohjala-cart"
const FIELDS =
  "fields=id,completed_at,total,item_total,shipping_total,email,*items,*shipping_methods,*shipping_address"

/** The shopper's cart, or undefined when there is none that can still be filled. */
export async function currentCart() {
  const id = localStorage.getItem(KEY)
  if (!id) return undefined
  try {
    const { cart } = await store("GET", `/store/carts/${id}?${FIELDS}`)
    if (!cart.completed_at) return cart
  } catch (error) {
    if (!(error instanceof StoreError) || error.status !== 404) throw error
  }
  forgetCart()
  return undefined
}

export async function addToCart(variantId) {
  const cart = (await currentCart()) ?? (await createCart())
  return changed(
    await store("POST", `/store/carts/${cart.id}/line-items?${FIELDS}`, {
      variant_id: variantId,
      quantity: 1,
    }),
  )
}

/** Zero takes the item out. */
export async function setQuantity(cart, itemId, quantity) {
  const path = `/store/carts/${cart.id}/line-items/${itemId}`
  if (quantity > 0) return changed(await store("POST", `${path}?${FIELDS}`, { quantity }))
  await store("DELETE", path)
  return changed({ cart: await currentCart() })
}

export async function updateCart(cart, fields) {
  return changed(await store("POST", `/store/carts/${cart.id}?${FIELDS}`, fields))
}

/** The first way of delivery is chosen for the shopper, so that the total is the whole price. */
export async function withDelivery(cart) {
  if (cart.shipping_methods?.length > 0) return cart
  const { shipping_options } = await store("GET", `/store/shipping-options?cart_id=${cart.id}`)
  return changed(
    await store("POST", `/store/carts/${cart.id}/shipping-methods?${FIELDS}`, {
      option_id: shipping_options[0].id,
    }),
  )
}

/** After the order: the next cart is a new one. */
export function forgetCart() {
  localStorage.removeItem(KEY)
  document.dispatchEvent(new Event("cart-changed"))
}

export function itemCount(cart) {
  return (cart?.items ?? []).reduce((count, { quantity }) => count + quantity, 0)
}

async function createCart() {
  const { cart } = await store("POST", "/store/carts", {
    region_id: config.regionId,
    shipping_address: { country_code: COUNTRY },
  })
  localStorage.setItem(KEY, cart.id)
  return cart
}

function changed({ cart }) {
  document.dispatchEvent(new CustomEvent("cart-changed", { detail: cart }))
  return cart
}
