import { createHmac } from "node:crypto"

/** The three parameters that Inbank adds to the callback and to the customer's return. */
export interface CallbackFields {
  readonly hmac: string
  readonly message: string
  readonly timestamp: string
}

/**
 * Signs a callback message as Inbank does: lower-case hex of HMAC-SHA512 over `timestamp.message`, keyed with the
 * shop's API key. SEEN in one public integration that ran in production; not confirmed by a page of Inbank's.
 */
export function signCallback(apiKey: string, timestamp: string, message: string): CallbackFields {
  const hmac = createHmac("sha512", apiKey).update(`${timestamp}.${message}`).digest("hex")
  return { hmac, message, timestamp }
}
