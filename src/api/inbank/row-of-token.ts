import { callbackTokenHash, isCallbackToken } from "../../domain/callback-token"
import type { SessionRow } from "../../modules/inbank/store"
import type { Inbank } from "../../settle/inbank"

/** The session whose address carries this token. */
export async function rowOfToken(inbank: Inbank, token: string | undefined): Promise<SessionRow | undefined> {
  if (token === undefined || !isCallbackToken(token)) return undefined
  return await inbank.store.sessions.findByTokenHash(callbackTokenHash(token))
}
