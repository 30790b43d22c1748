/**
 * Every path of Inbank's API that this client calls, in one place.
 *
 * SEEN: v3 for sessions, calculations and contracts. Products are documented under v2 only, with an underscore, even
 * among the current pages; the v3 path would be INFERRED, so it is not used.
 *
 * @see https://docs.inbank.eu/api/epos-flow/section/api-requests
 * @see https://docs.inbank.eu/api/additional-api-flow/additional-endpoints/getproducts.md
 */
export const PATHS = {
  calculations: "/partner/v3/shops/{shopUuid}/calculations",
  products: "/partner/v2/shops/{shopUuid}/products?product_code={productCode}",
  posSessions: "/partner/v3/shops/{shopUuid}/pos-sessions",
  posSession: "/partner/v3/shops/{shopUuid}/pos-sessions/{posSessionUuid}",
  contract: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}",
  merchantApproval: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/merchant-approval",
  cancel: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/cancel",
} as const

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
