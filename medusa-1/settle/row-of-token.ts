import { callbackTokenHash, isCallbackToken } from "../domain/callback-token"
import type { InbankSession } from "../models/inbank-session"
import type { Inbank } from "./inbank"

export async function rowOfToken(inbank: Inbank, token: unknown): Promise<InbankSession | undefined> {
  if (typeof token !== "string" || !isCallbackToken(token)) return undefined
  return await inbank.sessions.findByToken(callbackTokenHash(token))
}
