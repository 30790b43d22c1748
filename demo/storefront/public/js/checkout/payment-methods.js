import { byId, el } from "../html.js"
import { fromAMonth, isInbank, notOfferedSentence, offerFor } from "../inbank.js"

/** The ways to pay this cart. Inbank can be chosen only where it has an offer for the cart's total. */
export async function showPaymentMethods(cart, providers) {
  const before = chosenProvider()
  const methods = await Promise.all(
    providers.map(async ({ id }) => (isInbank(id) ? await inbank(id, cart.total) : invoice(id))),
  )
  const radios = methods.flatMap((method) => [...method.querySelectorAll("input:enabled")])
  const choice = radios.find(({ value }) => value === before) ?? radios[0]
  if (choice) choice.checked = true
  byId("payment").replaceChildren(...methods)
}

export function chosenProvider() {
  return new FormData(byId("checkout")).get("provider")
}

/** Says next to the chosen method why it did not work; without a sentence it takes the last one away. */
export function showPaymentError(sentence) {
  byId("payment-error")?.remove()
  if (!sentence) return
  const method = document.querySelector(".method:has(input:checked)") ?? byId("payment")
  method.after(
    el("p", { class: "error", id: "payment-error", role: "alert", "data-testid": "payment-error" }, sentence),
  )
}

async function inbank(id, total) {
  // The other ways to pay must be there whatever happens to this one.
  const { offer, notOffered } = await offerFor(total, id).catch(() => ({}))
  const about = offer ? `Pay in instalments, ${fromAMonth(offer)}` : notOfferedSentence(notOffered ?? {})
  return method(id, "Inbank", about, { disabled: !offer, testId: "inbank" })
}

function invoice(id) {
  return method(id, "Invoice", "Pay by bank transfer within 14 days", { disabled: false, testId: "invoice" })
}

function method(id, name, about, { disabled, testId }) {
  return el(
    "label",
    { class: "method", "data-testid": `method-${testId}` },
    el("input", { type: "radio", name: "provider", value: id, disabled, required: true }),
    el("span", { class: "name" }, name),
    el("span", { class: "about", "data-testid": `about-${testId}` }, about),
  )
}
