import { createHmac, timingSafeEqual } from "node:crypto"
import { z } from "zod"

const signedMessage = z.object({ hmac: z.string(), message: z.string(), timestamp: z.string() })

/** The three fields that Inbank sends with a callback and with the customer's return. */
export type SignedMessage = z.output<typeof signedMessage>

/**
 * The signature of a callback: lower-case hex HMAC-SHA512 of `timestamp.message` under the shop's API key. SEEN only in
 * public code that ran in production (SOTESHOP's plugin, API v2), not on a page of Inbank's: docs/inbank-api.md 5.4.
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
 * The signed fields of a query or a body, or undefined when one is missing or is not a plain string. A field that is
 * given twice arrives as an array and counts as missing: which of the two was signed would be a guess.
 */
export function readSignedMessage(...sources: unknown[]): SignedMessage | undefined {
  return sources.map((source) => signedMessage.safeParse(source).data).find((signed) => signed !== undefined)
}
