import { callbackTokenHash, callbackTokenOf, isSessionToken } from "../../domain/session/tokens"
import type { SessionRow } from "../../modules/inbank/store"
import type { Inbank } from "../../services/context"

/** The session whose callback address carries this token. */
export async function rowOfCallbackToken(
  inbank: Inbank,
  token: string | undefined,
): Promise<SessionRow | undefined> {
  if (token === undefined || !isSessionToken(token)) return undefined
  return await inbank.store.sessions.findByTokenHash(callbackTokenHash(token))
}

/** The session whose customer was given this token. */
export async function rowOfReturnToken(
  inbank: Inbank,
  token: string | undefined,
): Promise<SessionRow | undefined> {
  if (token === undefined || !isSessionToken(token)) return undefined
  return await rowOfCallbackToken(inbank, callbackTokenOf(token))
}
