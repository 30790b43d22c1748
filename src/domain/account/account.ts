import { baseUrl, partnerPortalUrl } from "../../client/base-url"
import { COUNTRIES } from "../../client/countries"
import { parseOptions, type Options } from "./options"

/** One provider entry of medusa-config: a shop at Inbank, its key and the product it sells. */
export interface Account extends Options {
  /** Medusa's id of the provider, e.g. `pp_inbank_ee`. */
  id: string
  /** ISO 4217, upper case, given by the country. */
  currency: string
  /** Where Inbank's API is, without a path. */
  baseUrl: string
  /** Where the merchant approves, cancels and withdraws by hand. */
  partnerPortalUrl: string
}

/**
 * Turns the options of a provider entry into an account.
 * @throws {AccountOptionsError} one clear sentence for each option that is missing or wrong.
 */
export function parseAccount(id: string, rawOptions: unknown): Account {
  const options = parseOptions(rawOptions)
  const address = baseUrl(options)
  return {
    ...options,
    id,
    currency: COUNTRIES[options.country].currency,
    baseUrl: address,
    partnerPortalUrl: options.partnerPortalUrl ?? partnerPortalUrl(options),
    redirectHosts: [...options.redirectHosts, new URL(address).hostname],
  }
}

/**
 * The keys that may have signed a callback for this account: the present key and, while keys rotate, the previous one.
 */
export function callbackKeys(account: Account): string[] {
  return [account.apiKey, account.previousApiKey ?? ""].filter((key) => key !== "")
}
