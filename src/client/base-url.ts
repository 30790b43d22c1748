import type { Country, Environment } from "./countries"
import { InbankSettingsError } from "./settings-error"

/**
 * The address of Inbank's API without a path, such as `https://demo-api.inbank.ee`.
 *
 * SEEN for ee, lv, pl and cz. INFERRED for lt, by the same pattern; `apiUrl` overrides it. `apiUrl` is normalised: a
 * trailing slash or a pasted `/partner/v3/shops/...` is cut off, because the client adds the paths.
 *
 * @throws InbankSettingsError naming `apiUrl` when it is no usable address, or when it is neither https nor this
 * machine.
 * @see https://docs.inbank.eu/api/partial-return-flow.md
 */
export function baseUrl(options: { country: Country; environment: Environment; apiUrl?: string }): string {
  if (options.apiUrl !== undefined) return normaliseApiUrl(options.apiUrl)
  const host = options.environment === "demo" ? "demo-api" : "api"
  return `https://${host}.inbank.${options.country}`
}

/**
 * Inbank's Partner Portal, where a person approves, cancels and withdraws contracts.
 *
 * SEEN for ee, lv and pl, and for demo cz. INFERRED by the same pattern: production cz, and lt.
 *
 * @see https://docs.inbank.eu/api/partial-return-flow.md
 */
export function partnerPortalUrl(options: { country: Country; environment: Environment }): string {
  const host = options.environment === "demo" ? "demo-partner" : "partner"
  return `https://${host}.inbank.${options.country}`
}

/** Cuts off what people paste beyond the address, and keeps the API key off unencrypted connections. */
export function normaliseApiUrl(apiUrl: string): string {
  const trimmed = apiUrl.trim()
  if (!URL.canParse(trimmed)) {
    throw new InbankSettingsError("apiUrl is not a web address: write it like https://demo-api.inbank.ee.")
  }
  const url = new URL(trimmed)
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw new InbankSettingsError(
      "apiUrl must begin with https://, since the API key travels with every request; http:// is allowed for this machine only.",
    )
  }
  if (url.username !== "" || url.password !== "") {
    throw new InbankSettingsError("apiUrl must not hold a user name or a password.")
  }
  // A prefix before /partner is kept: a proxy may need one.
  const prefix = url.pathname.replace(/\/partner(?:\/.*)?$/, "").replace(/\/+$/, "")
  return `${url.origin}${prefix}`
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
