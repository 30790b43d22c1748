import { createHash, randomBytes } from "node:crypto"

/** The unguessable part of the addresses that a session's customer comes back to. */
export function newReturnToken(): string {
  return randomBytes(32).toString("base64url")
}

/**
 * That of the address which Inbank calls, made of the customer's one way: whoever reads it, in a log for instance, can make
 * us ask Inbank, and cannot open the address that leads to the cart and the order.
 */
export function callbackTokenOf(returnToken: string): string {
  return createHash("sha256").update(`callback ${returnToken}`).digest("base64url")
}

/** False for what can be no token of ours, so that no table need be asked. */
export function isSessionToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** Of both tokens only this is kept: who reads the table can neither call our callback addresses nor come back for a customer. */
export function callbackTokenHash(callbackToken: string): string {
  return createHash("sha256").update(callbackToken).digest("hex")
}
