import { createHash, randomUUID } from "node:crypto"
import { callbackKeys, type Account } from "../account/account"
import { callbackSignature, isSignedByOneOf, type SignedMessage } from "./signature"

/** Takes the place of a session's token; no session has a token that starts like this. */
const PREFIX = "self-test-"

/** A callback of our own, signed like Inbank's, to see whether callbacks reach this store. */
export interface SelfTest {
  token: string
  signed: SignedMessage
  /** The answer that only a store with the account's key can give: a page of a proxy is no success. */
  expected: string
}

export function newSelfTest(account: Pick<Account, "apiKey">, now: Date): SelfTest {
  const token = `${PREFIX}${randomUUID()}`
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signed = { message: token, timestamp, hmac: callbackSignature(account.apiKey, timestamp, token) }
  return { token, signed, expected: proof(account.apiKey, signed) }
}

/** The answer to a self-test of one of these accounts; nothing for any other message. */
export function answerToSelfTest(
  accounts: readonly Account[],
  token: string | undefined,
  signed: SignedMessage | undefined,
): string | undefined {
  if (!signed || !token?.startsWith(PREFIX) || signed.message !== token) return undefined
  const key = accounts.flatMap(callbackKeys).find((each) => isSignedByOneOf([each], signed))
  return key === undefined ? undefined : proof(key, signed)
}

/** What was signed for the test only: a person who reads it in a proxy's log can call no other address with it. */
export function isSelfTest(signed: SignedMessage | undefined): boolean {
  return signed?.message.startsWith(PREFIX) ?? false
}

/** This must not be a valid signature, or it could be sent as one. */
function proof(key: string, { timestamp, message }: SignedMessage): string {
  return createHash("sha256")
    .update(callbackSignature(key, timestamp, `heard ${message}`))
    .digest("hex")
}
