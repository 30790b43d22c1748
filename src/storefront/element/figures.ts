import type { InbankNoOffer, InbankOffer } from "../types"
import { h } from "./dom"
import type { Speech } from "./speech"
import { Text } from "./texts"

/** The price a month in one line. */
export function headline(offer: InbankOffer, speech: Speech): string {
  const price = speech.money(offer.monthly_payment, offer.currency_code)
  return offer.product_type === "pay_next_month"
    ? `${speech.say(Text.payNextMonth)}: ${price}`
    : speech.say(Text.from, price)
}

/** Everything that the calculation contains, and nothing else. */
export function figures(offer: InbankOffer, speech: Speech): HTMLElement {
  const money = (amount: string | null) =>
    Number(amount) > 0 && speech.money(amount ?? "", offer.currency_code)
  const rate = (fraction: string | null | undefined) => fraction && speech.percent(fraction)
  const { annual_rates: rates } = offer
  const rows: [Text, string | false | null | undefined][] = [
    [Text.monthly, money(offer.monthly_payment)],
    [Text.downPayment, money(offer.down_payment_amount)],
    [Text.paymentDay, String(offer.payment_day ?? "")],
    [Text.total, money(offer.total_cost)],
    [
      Text.credit,
      offer.total_cost_of_credit && speech.money(offer.total_cost_of_credit, offer.currency_code),
    ],
    [Text.interest, rate(rates?.interest)],
    [Text.creditRate, rate(rates?.credit_cost)],
  ]
  const list = h("dl", { part: "figures" })
  for (const [text, value] of rows) {
    if (value) list.append(h("dt", { part: "label" }, speech.say(text)), h("dd", { part: "value" }, value))
  }
  return list
}

/** Why there is no offer, for a shopper. */
export function reason(noOffer: InbankNoOffer, speech: Speech): string {
  switch (noOffer.reason) {
    case "below_minimum":
      return speech.say(Text.minimum, speech.money(noOffer.min_amount, noOffer.currency_code))
    case "above_maximum":
      return speech.say(Text.maximum, speech.money(noOffer.max_amount, noOffer.currency_code))
    case "country_not_supported":
      return speech.say(Text.country)
    case "currency_not_supported":
    case "unavailable":
      return speech.say(Text.away)
  }
}
