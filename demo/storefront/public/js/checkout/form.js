import { COUNTRY } from "../config.js"
import { el } from "../html.js"
import { t } from "../language.js"

/** The demo's form is already filled in, so that a visitor can continue at once. */
const VISITOR = {
  email: "mari.maasikas@example.com",
  first_name: "Mari",
  last_name: "Maasikas",
  address_1: "Pikk 12–4",
  postal_code: "10123",
  city: "Tallinn",
}

/** Who the order is for and where it goes, with what the person typed before. */
export function addressFields(cart) {
  const typed = { email: cart.email, ...cart.shipping_address }
  const field = (name, label, attributes = {}) =>
    el(
      "label",
      { class: "field" },
      el("span", {}, t(`checkout.${label}`)),
      el("input", { name, required: true, value: typed[name] ?? VISITOR[name], ...attributes }),
    )
  return [
    step("contact", field("email", "email", { type: "email", autocomplete: "email" })),
    step(
      "address",
      el(
        "div",
        { class: "columns" },
        field("first_name", "firstName", { autocomplete: "given-name" }),
        field("last_name", "lastName", { autocomplete: "family-name" }),
      ),
      field("address_1", "street", { autocomplete: "address-line1" }),
      el(
        "div",
        { class: "columns" },
        field("postal_code", "postalCode", { autocomplete: "postal-code", inputmode: "numeric" }),
        field("city", "city", { autocomplete: "address-level2" }),
      ),
      el(
        "label",
        { class: "field" },
        el("span", {}, t("checkout.country")),
        el(
          "select",
          { name: "country_code", autocomplete: "country" },
          el("option", { value: COUNTRY }, t("checkout.estonia")),
        ),
      ),
    ),
  ]
}

/** A part of the checkout under its heading. */
export function step(name, ...content) {
  return el("fieldset", {}, el("legend", {}, t(`checkout.${name}`)), ...content)
}
