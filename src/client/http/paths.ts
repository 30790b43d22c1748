/**
 * Every path of Inbank's API that this client calls, in one place.
 *
 * SEEN: v3 for sessions, calculations and contracts, and for a partial return: change-options, versions and
 * payment-schedules. Products are documented under v2 only, with an underscore, even among the current pages; the v3
 * path would be INFERRED, so it is not used.
 *
 * INFERRED: `withdrawal`, from the name of its operation (postMerchantWithdrawal) and the pattern of the others.
 * UNKNOWN, and so not here: the call that confirms a partial return. {@link PathOverrides} can give both.
 *
 * @see https://docs.inbank.eu/api/epos-flow/section/api-requests
 * @see https://docs.inbank.eu/api/additional-api-flow/additional-endpoints/getproducts.md
 * @see https://docs.inbank.eu/api/full-api-flow/#operation/postMerchantWithdrawal
 * @see https://docs.inbank.eu/api/partial-return-flow.md
 */
export const PATHS = {
  calculations: "/partner/v3/shops/{shopUuid}/calculations",
  products: "/partner/v2/shops/{shopUuid}/products?product_code={productCode}",
  posSessions: "/partner/v3/shops/{shopUuid}/pos-sessions",
  posSession: "/partner/v3/shops/{shopUuid}/pos-sessions/{posSessionUuid}",
  contract: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}",
  merchantApproval: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/merchant-approval",
  cancel: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/cancel",
  withdrawal: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/merchant-withdrawal",
  changeOptions: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/change-options",
  versions: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/versions",
  paymentSchedule:
    "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/payment-schedules/{paymentScheduleUuid}",
} as const

/**
 * Paths whose documentation is not known to us, as Inbank gave them to the merchant. See {@link pathFault} for their
 * form.
 */
export interface PathOverrides {
  /** Instead of {@link PATHS}.withdrawal. */
  withdrawal?: string
  /** The path that confirms the draft of a partial return; without it no draft can be confirmed. */
  confirmReturn?: string
}

/** What each of these paths must contain: without it the call would name no contract, or no draft. */
export const NEEDED_IN_PATH = {
  withdrawal: ["contractUuid"],
  confirmReturn: ["contractUuid", "versionUuid"],
} as const satisfies Record<keyof PathOverrides, readonly string[]>

/** Why a path cannot be used, as the end of a sentence that begins with its name; undefined when it can. */
export function pathFault(template: string, needed: readonly string[]): string | undefined {
  if (!template.startsWith("/") || template.includes("://")) {
    return 'must be a path that begins with "/", without https:// and a host'
  }
  if (/[\s\\#]|\.\./.test(template)) return 'must not contain spaces, "\\", "#" or ".."'
  // A pasted example would put the shop's own UUID into errors and logs, or name the same contract in every call.
  if (/[0-9a-f]{8}(-[0-9a-f]{4}){3}-/i.test(template)) {
    return "must hold placeholders such as {contractUuid} where Inbank's example has UUIDs"
  }
  const missing = needed.find((name) => !template.includes(`{${name}}`))
  if (missing !== undefined) return `must contain {${missing}}`
  const allowed = ["shopUuid", ...needed]
  const rest = allowed.reduce((path, name) => path.replaceAll(`{${name}}`, ""), template)
  if (/[{}]/.test(rest)) {
    return `must not contain other placeholders than ${allowed.map((name) => `{${name}}`).join(", ")}`
  }
  return undefined
}

/** Fills `{name}` with its encoded value; names that are not given stay as they are. */
export function fillPath(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : encodeURIComponent(value)
  })
}

/** An empty or dotted segment would silently name another resource: `/contracts/../x` is `/x`. */
export function isPathValue(value: string): boolean {
  return value.trim() !== "" && value !== "." && value !== ".."
}
