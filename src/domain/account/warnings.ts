import { sameCurrency } from "../money"
import type { Account } from "./account"
import { isPublicAddress } from "./public-address"

/** What prevents an account's payments, as far as its options, Inbank's product and the store's settings show it. */
export interface AccountWarning {
  code:
    | "approval_product_waits"
    | "approval_product_does_not_wait"
    | "backend_not_public"
    | "no_legal_text"
    | "no_price_in_currency"
    | "not_in_any_region"
    | "prices_below_minimum"
    | "region_countries"
    | "region_currency"
  /** The same in English. */
  message: string
  /** For a sentence of one's own. */
  values?: Record<string, string>
}

/** A region of Medusa's in which the method can be chosen. */
export interface OfferedRegion {
  name: string
  /** ISO 4217, in lower case as Medusa writes it. */
  currency: string
  /** ISO 3166-1 in two letters, in lower case as Medusa writes it. */
  countries: string[]
}

/** The store's products against Inbank's minimum; `none` has a price in the account's currency. */
export type ProductPrices = "reached" | "below" | "none"

export interface AboutAccount {
  account: Pick<Account, "approval" | "backendUrl" | "currency" | "deliveryCountries">
  /** Does Inbank's product wait for the merchant's approval? Absent when Inbank did not say. */
  requiresApproval?: boolean
  regions: OfferedRegion[]
  prices: ProductPrices
  /** Major units. Absent when neither the merchant nor Inbank has said. */
  minAmount?: string
  /** In how many languages the merchant has written the legal text that is shown beside a monthly price. */
  legalTexts: number
}

type Found = (AccountWarning | false)[]

export function accountWarnings(about: AboutAccount): AccountWarning[] {
  return [...ofOptions(about), ...ofRegions(about), ...ofPrices(about)].filter((warning) => warning !== false)
}

function ofOptions({ account: { approval, backendUrl }, requiresApproval }: AboutAccount): Found {
  return [
    requiresApproval === true &&
      approval === "none" && {
        code: "approval_product_waits",
        message:
          "Inbank's product waits for the merchant's approval, but option `approval` is \"none\": no order is placed before somebody approves in the Partner Portal. Set `approval` to when you approve, or ask Inbank for a product without it.",
      },
    requiresApproval === false &&
      approval !== "none" && {
        code: "approval_product_does_not_wait",
        message: `Inbank's product asks for no approval, but option \`approval\` is "${approval}". Contracts are completed by Inbank itself: set it to "none".`,
      },
    !isPublicAddress(backendUrl) && {
      code: "backend_not_public",
      message:
        "Option `backendUrl` is an address that only this machine or network can reach: Inbank's callbacks cannot come through.",
    },
  ]
}

function ofRegions({ account: { currency, deliveryCountries }, regions }: AboutAccount): Found {
  const otherMoney = regions.filter((region) => !sameCurrency(region.currency, currency))
  const elsewhere = regions
    .filter((region) => !otherMoney.includes(region))
    .filter(({ countries }) => !countries.some((country) => deliveryCountries.includes(country)))
  return [
    regions.length === 0 && {
      code: "not_in_any_region",
      message:
        "No region has this payment provider: customers cannot choose it. Settings, Regions, Edit, Payment providers.",
    },
    otherMoney.length > 0 && {
      code: "region_currency",
      message: `Nobody is offered this method in ${names(otherMoney)}: prices there are not in ${currency}. Take it out of the region, or add an account of the region's own country.`,
      values: { regions: names(otherMoney), currency },
    },
    elsewhere.length > 0 && {
      code: "region_countries",
      message: `Nobody is offered this method in ${names(elsewhere)}: none of its countries is in option \`deliveryCountries\` (${deliveryCountries.join(", ")}). Add one of these to the region, or one of the region's to the option.`,
      values: { regions: names(elsewhere), countries: deliveryCountries.join(", ") },
    },
  ]
}

function ofPrices({ account: { currency }, prices, minAmount, legalTexts }: AboutAccount): Found {
  return [
    prices === "none" && {
      code: "no_price_in_currency",
      message: `No product has a price in ${currency}: nothing can be bought with this method.`,
      values: { currency },
    },
    prices === "below" &&
      minAmount !== undefined && {
        code: "prices_below_minimum",
        message: `No product costs as much as the least that Inbank finances (${minAmount} ${currency}): only a cart that comes to it is offered this method, and no product shows a price a month.`,
        values: { min: minAmount, currency },
      },
    legalTexts === 0 && {
      code: "no_legal_text",
      message: "Option `legalText` is empty: the storefront's instalment element shows no price a month.",
    },
  ]
}

function names(regions: OfferedRegion[]): string {
  return regions.map(({ name }) => name).join(", ")
}
