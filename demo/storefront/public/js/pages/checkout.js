import { store } from "../api.js"
import { currentCart, setQuantity, updateCart, withDelivery } from "../cart.js"
import { chosenProvider, showPaymentError, showPaymentMethods } from "../checkout/payment-methods.js"
import { placeOrder } from "../checkout/place-order.js"
import { showSummary } from "../checkout/summary.js"
import { config } from "../config.js"
import { byId, el } from "../html.js"
import { isInbank } from "../inbank.js"
import { money } from "../money.js"

const form = byId("checkout")
const payButton = byId("pay")
const { payment_providers: providers } = await store(
  "GET",
  `/store/payment-providers?region_id=${config.regionId}`,
)
let cart = await currentCart()
fillForm()
await show()

form.addEventListener("change", nameButton)
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void pay()
})
// The browser's "back" from e-POS may bring this page back as it was left: waiting.
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload())

async function show() {
  const isEmpty = !cart?.items?.length
  byId("empty").hidden = !isEmpty
  if (!isEmpty) {
    cart = await withDelivery(cart)
    showDelivery()
    showSummary(cart, changeQuantity)
    await showPaymentMethods(cart, providers)
    nameButton()
  }
  form.hidden = isEmpty
}

/** What the person typed before; the page's own values are for the first visit. */
function fillForm() {
  const typed = { email: cart?.email, ...cart?.shipping_address }
  for (const field of form.querySelectorAll("input:not([type=radio]), select")) {
    if (typed[field.name]) field.value = typed[field.name]
  }
}

function showDelivery() {
  const [{ name, amount }] = cart.shipping_methods
  byId("delivery").replaceChildren(
    el("p", { class: "delivery" }, el("span", {}, name), el("span", {}, money(amount))),
  )
}

async function changeQuantity(itemId, quantity) {
  await working(async () => {
    cart = await setQuantity(cart, itemId, quantity)
    await show()
  })
}

async function pay() {
  await working(async () => {
    const { email, provider, ...address } = Object.fromEntries(new FormData(form))
    cart = await updateCart(cart, { email, shipping_address: address, billing_address: address })
    location.assign(await placeOrder(cart, provider))
    // The page is being left: nothing may be pressed any more.
    await new Promise(() => undefined)
  })
}

/** One thing at a time, and an error where the shopper looks. */
async function working(work) {
  showPaymentError()
  payButton.disabled = true
  form.setAttribute("aria-busy", "true")
  try {
    await work()
  } catch (error) {
    showPaymentError(error.message)
  }
  payButton.disabled = false
  form.removeAttribute("aria-busy")
}

function nameButton() {
  payButton.textContent = isInbank(chosenProvider() ?? "") ? "Pay with Inbank" : "Place order"
}
