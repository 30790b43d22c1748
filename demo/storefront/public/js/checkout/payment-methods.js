import { store } from "../api.js"
import { config } from "../config.js"
import { el, fill } from "../html.js"
import { isInbank, methodTile, notOffered, notOfferedSentence } from "../inbank.js"
import { t } from "../language.js"

/**
 * The ways to pay this cart. The store leaves out the Inbank accounts that cannot pay it; they are shown with the
 * reason, and cannot be chosen.
 */
export async function paymentMethods(cart) {
  const [{ payment_providers: providers }, refusals] = await Promise.all([
    store("GET", `/store/payment-providers?region_id=${config.regionId}`, {
      headers: { "x-cart-id": cart.id },
    }),
    // The other ways to pay must be there whatever happens to this one.
    notOffered(cart).catch(() => []),
  ])
  const refused = ({ id }) => refusals.some(({ provider_id }) => provider_id === id)
  return [
    ...refusals.map((refusal) => ({ id: refusal.provider_id, why: notOfferedSentence(refusal) })),
    ...providers.filter((provider) => !refused(provider)),
  ].sort((one, other) => Number(isInbank(other.id)) - Number(isInbank(one.id)))
}

/** Fills the place for the methods; `wished` is selected if possible. */
export function showPaymentMethods(place, cart, methods, wished) {
  fill(place, ...methods.map((method) => (isInbank(method.id) ? inbank(method, cart) : invoice(method))))
  const radios = [...place.querySelectorAll("input:enabled")]
  const choice = radios.find(({ value }) => wished(value)) ?? radios[0]
  if (choice) choice.checked = true
}

/** Shows next to the chosen method why it did not work; without a sentence it removes the last one. */
export function showPaymentError(place, sentence) {
  place.querySelector("#payment-error")?.remove()
  if (!sentence) return
  const method = place.querySelector(".method:has(input:checked)") ?? place.lastElementChild
  const attributes = { class: "error", id: "payment-error", role: "alert", "data-testid": "payment-error" }
  const said = el("p", attributes, sentence)
  method.after(said)
  said.scrollIntoView({ block: "nearest" })
}

/** Inbank's own element shows the name and the price a month, or why not; if it could not be loaded, this code does. */
function inbank({ id, why }, cart) {
  const tile = methodTile(cart.total, id, cart.id)
  fill(
    tile,
    el("img", { slot: "logo", src: "/images/instalments.svg", alt: "", width: 40, height: 28 }),
    el("span", { class: "name" }, "Inbank"),
    el("span", {}, why ?? t("checkout.inInstalments")),
  )
  return method(id, "inbank", Boolean(why), tile)
}

function invoice({ id }) {
  return method(
    id,
    "invoice",
    false,
    el("span", { class: "name" }, t("checkout.invoice")),
    el("span", { class: "about" }, t("checkout.invoiceAbout")),
  )
}

function method(id, testId, disabled, ...about) {
  return el(
    "label",
    { class: "method", "data-testid": `method-${testId}` },
    el("input", { type: "radio", name: "provider", value: id, disabled, required: true }),
    ...about,
  )
}
