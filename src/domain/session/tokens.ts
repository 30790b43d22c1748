import { createHash, randomBytes } from "node:crypto"

/** The unguessable part of the addresses that a session's customer comes back to. */
export function newReturnToken(): string {
  return randomBytes(32).toString("base64url")
}

/**
 * The token of the address that Inbank calls, derived from the customer's token by a one-way function. A person who
 * reads it, in a log for instance, can make us ask Inbank, and cannot open the address that leads to the cart and the
 * order.
 */
export function callbackTokenOf(returnToken: string): string {
  return createHash("sha256").update(`callback ${returnToken}`).digest("base64url")
}

/** False for a text that cannot be a token of ours, so that no table need be asked. */
export function isSessionToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/**
 * Only this is kept of both tokens: a person who reads the table can neither call our callback addresses nor return as
 * a customer.
 */
export function callbackTokenHash(callbackToken: string): string {
  return createHash("sha256").update(callbackToken).digest("hex")
}
