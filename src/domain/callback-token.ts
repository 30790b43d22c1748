import { createHash, randomBytes } from "node:crypto"

/** The unguessable part of a session's callback and return addresses. */
export function newCallbackToken(): string {
  return randomBytes(32).toString("base64url")
}

/** False for what can be no token of ours, so that no table need be asked. */
export function isCallbackToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** Tokens are kept as SHA-256 only: who reads the table cannot ring our bells. */
export function callbackTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}
