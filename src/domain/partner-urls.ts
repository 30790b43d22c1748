import type { Account } from "./account"

/**
 * Where Inbank sends the customer and its callbacks for one session, in Inbank's words. The token tells which: as a segment
 * of the path, which public plugins show to survive (SEEN); a query of our own is not known to (UNKNOWN), and Inbank adds
 * one itself.
 */
export function partnerUrls({ backendUrl }: Pick<Account, "backendUrl">, token: string) {
  const address = (path: string) => `${backendUrl.replace(/\/+$/, "")}${path}/${token}`
  return {
    returnUrl: address("/inbank/return"),
    cancelUrl: address("/inbank/cancel"),
    callbackUrl: address("/hooks/inbank"),
  }
}
