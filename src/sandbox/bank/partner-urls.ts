import type { CallbackFields } from "./callbacks/signature"

/**
 * The return address with the signed parameters added. The shop's own query and fragment stay exactly as they were
 * written: `URL.searchParams` would re-encode them.
 */
export function withSignedParameters(returnUrl: string, fields: CallbackFields): string {
  const fragmentStart = returnUrl.indexOf("#")
  const address = fragmentStart === -1 ? returnUrl : returnUrl.slice(0, fragmentStart)
  const fragment = fragmentStart === -1 ? "" : returnUrl.slice(fragmentStart)
  const separator = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&"
  return `${address}${separator}${new URLSearchParams({ ...fields }).toString()}${fragment}`
}
