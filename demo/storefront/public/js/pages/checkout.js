import { chooseDelivery, currentCart, deliveryOptions, updateCart } from "../cart.js"
import { deliveryChoice } from "../checkout/delivery.js"
import { addressFields, step } from "../checkout/form.js"
import { paymentMethods, showPaymentError, showPaymentMethods } from "../checkout/payment-methods.js"
import { placeOrder } from "../checkout/place-order.js"
import { showSummary } from "../checkout/summary.js"
import { el } from "../html.js"
import { isInbank, loadElements } from "../inbank.js"
import { t } from "../language.js"
import { page } from "../page.js"

loadElements()
// The browser's "back" from e-POS may restore this page as it was left: waiting.
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload())

await page("checkout.title", async (main) => {
  const cart = await currentCart()
  main.append(el("h1", {}, t("checkout.title")))
  if (cart?.items?.length) return await checkout(main, cart)
  main.append(el("p", {}, t("cart.empty")), el("a", { class: "button main", href: "/ee" }, t("cart.look")))
})

async function checkout(main, cartAtFirst) {
  const options = await deliveryOptions(cartAtFirst)
  const [firstOption] = options
  if (!firstOption) throw new Error(t("checkout.noDelivery"))
  // One delivery option is chosen for the shopper, so that the total is the whole price from the start.
  let cart =
    cartAtFirst.shipping_methods?.length > 0 ? cartAtFirst : await chooseDelivery(cartAtFirst, firstOption.id)

  const payment = el("div", { class: "choices" })
  const sum = el("div", {})
  const button = el("button", { class: "button main wide", type: "submit", "data-testid": "pay" })
  const note = el("p", { class: "note soft" })
  const form = el(
    "form",
    { class: "checkout", onsubmit: pay, onchange: nameButton },
    el(
      "div",
      { class: "steps" },
      ...addressFields(cart),
      step("delivery", deliveryChoice(cart, options, deliver)),
      step("payment", payment),
    ),
    el("aside", { class: "summary", "aria-label": t("checkout.order") }, sum, button, note),
  )
  await show(wishedInAddress)
  main.append(form)

  async function show(wished) {
    showSummary(sum, cart)
    showPaymentMethods(payment, cart, await paymentMethods(cart), wished)
    nameButton()
  }

  async function deliver(optionId) {
    const before = chosen()
    await working(async () => {
      cart = await chooseDelivery(cart, optionId)
      await show((id) => id === before)
    })
  }

  async function pay(event) {
    event.preventDefault()
    await working(async () => {
      const { email, provider, delivery: _delivery, ...address } = Object.fromEntries(new FormData(form))
      cart = await updateCart(cart, { email, shipping_address: address, billing_address: address })
      location.assign(await placeOrder(cart, provider))
      // The page is being left: nothing may be pressed any more.
      await new Promise(() => undefined)
    })
  }

  /** One action at a time, and an error where the shopper looks. */
  async function working(work) {
    showPaymentError(payment)
    const focused = document.activeElement
    form.inert = true
    form.setAttribute("aria-busy", "true")
    try {
      await work()
    } catch (error) {
      showPaymentError(payment, error.message)
    }
    form.inert = false
    form.removeAttribute("aria-busy")
    // An inert element loses the focus: a keyboard continues from where it was.
    focused.focus({ preventScroll: true })
  }

  function chosen() {
    return new FormData(form).get("provider")
  }

  function nameButton() {
    const byInbank = isInbank(chosen())
    button.textContent = t(byInbank ? "checkout.payInbank" : "checkout.place")
    note.textContent = t(byInbank ? "checkout.goesToInbank" : "checkout.binding")
  }
}

/** `?pay=other`: the shopper comes back from Inbank and wants to pay in another way. */
function wishedInAddress(providerId) {
  return isInbank(providerId) !== (new URLSearchParams(location.search).get("pay") === "other")
}
