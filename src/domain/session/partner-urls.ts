import type { Account } from "../account/account"
import { callbackTokenOf } from "./tokens"

type Backend = Pick<Account, "backendUrl">

/**
 * Where Inbank sends the customer and its callbacks for one session, in Inbank's words. The token tells which session.
 * It is a segment of the path, which public plugins show to survive (SEEN). Whether a query of our own survives is
 * UNKNOWN, and Inbank adds one itself.
 */
export function partnerUrls(account: Backend, returnToken: string) {
  return {
    returnUrl: addressOf(account, "/inbank/return", returnToken),
    cancelUrl: addressOf(account, "/inbank/cancel", returnToken),
    callbackUrl: callbackAddress(account, callbackTokenOf(returnToken)),
  }
}

export function callbackAddress(account: Backend, callbackToken: string): string {
  return addressOf(account, "/hooks/inbank", callbackToken)
}

function addressOf({ backendUrl }: Backend, path: string, token: string): string {
  return `${backendUrl.replace(/\/+$/, "")}${path}/${token}`
}
