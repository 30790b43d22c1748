import { createHash, randomBytes } from "node:crypto"

/** The unguessable part of a session's callback and return addresses. */
export function newCallbackToken(): string {
  return randomBytes(32).toString("base64url")
}

/** Tokens are kept as SHA-256 only: who reads the table cannot ring our bells. */
export function callbackTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}
