import { callbackTokenHash, callbackTokenOf, isSessionToken } from "../domain/session/tokens"
import type { InbankSession } from "../models/inbank-session"
import type { Inbank } from "./context"

/** The session whose callback address carries this token. */
export async function rowOfCallbackToken(inbank: Inbank, token: unknown): Promise<InbankSession | undefined> {
  if (typeof token !== "string" || !isSessionToken(token)) return undefined
  return await inbank.sessions.findByToken(callbackTokenHash(token))
}

/** The session whose customer was given this token. */
export async function rowOfReturnToken(inbank: Inbank, token: unknown): Promise<InbankSession | undefined> {
  if (typeof token !== "string" || !isSessionToken(token)) return undefined
  return await rowOfCallbackToken(inbank, callbackTokenOf(token))
}
