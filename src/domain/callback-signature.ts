import { createHmac, timingSafeEqual } from "node:crypto"

/** The three fields Inbank sends with a callback and with the customer's return. */
export interface SignedMessage {
  hmac: string
  message: string
  timestamp: string
}

/**
 * The signature of a callback: lower-case hex HMAC-SHA512 of `timestamp.message` under the shop's API key.
 * SEEN only in public code that ran in production (SOTESHOP's plugin, API v2), not on a page of Inbank's:
 * docs/inbank-api.md 5.4.
 */
export function callbackSignature(apiKey: string, timestamp: string, message: string): string {
  return createHmac("sha512", apiKey).update(`${timestamp}.${message}`).digest("hex")
}

/**
 * True when one of the keys signed the message, compared in constant time.
 * An empty key verifies nothing: anyone could sign with it.
 */
export function isSignedByOneOf(apiKeys: readonly string[], signed: SignedMessage): boolean {
  const given = Buffer.from(signed.hmac)
  return apiKeys.some((apiKey) => {
    if (apiKey === "") return false
    const expected = Buffer.from(callbackSignature(apiKey, signed.timestamp, signed.message))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/**
 * The signed fields out of a query or a body, or undefined when one is missing or not a plain string.
 * A field given twice arrives as an array and counts as missing: what was signed would be a guess.
 */
export function readSignedMessage(...sources: unknown[]): SignedMessage | undefined {
  for (const source of sources) {
    if (typeof source !== "object" || source === null) continue
    const { hmac, message, timestamp } = {
      hmac: undefined,
      message: undefined,
      timestamp: undefined,
      ...source,
    }
    if (isText(hmac) && isText(message) && isText(timestamp)) return { hmac, message, timestamp }
  }
  return undefined
}

/** The word Inbank's message says about the session, for the trail only: what happened is asked by GET. */
export function statusNamedIn(message: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(message)
    if (typeof parsed !== "object" || parsed === null || !("status" in parsed)) return undefined
    return typeof parsed.status === "string" ? parsed.status.slice(0, 40) : undefined
  } catch {
    return undefined
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string"
}
