import type { InbankNoOffer, InbankOffer } from "../types"
import { h } from "./dom"
import type { Speech } from "./speech"
import type { TextName } from "./texts"

/** The price a month in one line. */
export function headline(offer: InbankOffer, speech: Speech): string {
  const price = speech.money(offer.monthly_payment, offer.currency_code)
  return offer.product_type === "pay_next_month"
    ? `${speech.say("pay_next_month")}: ${price}`
    : speech.say("from", price)
}

/** Everything that the calculation tells, and nothing else. */
export function figures(offer: InbankOffer, speech: Speech): HTMLElement {
  const money = (amount: string | null) =>
    Number(amount) > 0 && speech.money(amount ?? "", offer.currency_code)
  const rate = (fraction: string | null | undefined) => fraction && speech.percent(fraction)
  const { annual_rates: rates } = offer
  const rows: [TextName, string | false | null | undefined][] = [
    ["monthly", money(offer.monthly_payment)],
    ["downPayment", money(offer.down_payment_amount)],
    ["paymentDay", offer.payment_day ? `${offer.payment_day}.` : null],
    ["total", money(offer.total_cost)],
    ["credit", offer.total_cost_of_credit && speech.money(offer.total_cost_of_credit, offer.currency_code)],
    ["interest", rate(rates?.interest)],
    ["creditRate", rate(rates?.credit_cost)],
  ]
  const list = h("dl", { part: "figures" })
  for (const [name, value] of rows) {
    if (value) list.append(h("dt", {}, speech.say(name)), h("dd", { part: name.toLowerCase() }, value))
  }
  return list
}

/** Why there is no offer, for a shopper. */
export function reason(noOffer: InbankNoOffer, speech: Speech, currency: string): string {
  switch (noOffer.reason) {
    case "below_minimum":
      return speech.say("minimum", speech.money(noOffer.min_amount, currency))
    case "above_maximum":
      return speech.say("maximum", speech.money(noOffer.max_amount, currency))
    case "country_not_supported":
      return speech.say("country")
    case "currency_not_supported":
    case "unavailable":
      return speech.say("away")
  }
}
