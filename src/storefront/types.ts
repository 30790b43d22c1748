/** The answers of the plugin's storefront routes. Amounts are decimal strings in major units: "129.90". */

/** GET /store/inbank/offers */
export interface InbankOffersAnswer {
  /** One for each account that the price can be paid with. */
  offers: InbankOffer[]
  /** And one for each that it cannot be paid with, with the reason. */
  not_offered: InbankNoOffer[]
}

export type InbankProductType = "hire_purchase" | "split" | "pay_next_month"

/** One way to pay a price with Inbank. */
export interface InbankOffer {
  /** Medusa's id of the payment method, e.g. "pp_inbank_ee". */
  provider_id: string
  product_type: InbankProductType
  /** ISO 4217 in lower case, as Medusa writes it. */
  currency_code: string
  amount: string
  /** Inbank's first, non-personal calculation: only the terms in e-POS are binding. */
  preliminary: true
  monthly_payment: string
  /** Months. */
  period: number
  /** The periods that may be chosen; empty when Inbank named none. */
  period_options: number[]
  min_amount: string | null
  max_amount: string | null
  /** What is paid at once. This and the following fields are null where Inbank's calculation does not tell them. */
  down_payment_amount: string | null
  /** Day of the month. */
  payment_day: number | null
  /** Everything that is paid, the price included. */
  total_cost: string | null
  total_cost_of_credit: string | null
  /** Null unless the merchant's option `showAnnualRates` is on. */
  annual_rates: InbankAnnualRates | null
  /** The merchant's credit-advertising text in the requested language; null where there is none. */
  legal_text: string | null
}

/** Inbank's own figures. INFERRED: fractions, "0.119" is 11.9 % a year; the unit is not documented. */
export interface InbankAnnualRates {
  interest: string | null
  /** The annual percentage rate of charge. */
  credit_cost: string | null
}

/** Why an account has no offer for a price. */
export type InbankNoOffer = {
  provider_id: string
  product_type: InbankProductType
  /** The currency of the account and its bounds: ISO 4217 in lower case. */
  currency_code: string
} & InbankNoOfferReason

export type InbankNoOfferReason =
  | { reason: "currency_not_supported"; currency: string }
  /** `countries`: ISO 3166-1 in two lower-case letters. */
  | { reason: "country_not_supported"; countries: string[] }
  | { reason: "below_minimum"; min_amount: string }
  | { reason: "above_maximum"; max_amount: string }
  /** Inbank is down, or the account is not set up correctly: the admin's page Inbank says which. */
  | { reason: "unavailable" }

export type InbankSessionStatus =
  | "pending"
  | "granted"
  | "completed"
  | "declined"
  | "cancelled"
  | "expired"
  | "action_needed"

/** GET /store/inbank/sessions/:payment_session_id?cart_id=… */
export interface InbankSessionAnswer {
  status: InbankSessionStatus
  /** More about it, where there is more: a code, or with `action_needed` Medusa's sentence. */
  reason: string | null
  /**
   * The order, as soon as there is one; also an order that needs no money of Inbank's (`paid_otherwise`, `shop_told`).
   */
  order_id: string | null
  /** Where e-POS is, while the shopper can still go (back) there. */
  redirect_url: string | null
}
