import { callbackTokenHash, callbackTokenOf, isSessionToken } from "../../domain/session/tokens"
import type { SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"

/** The session whose callback address carries this token. */
export async function rowOfCallbackToken(
  plugin: PluginContext,
  token: string | undefined,
): Promise<SessionRow | undefined> {
  if (token === undefined || !isSessionToken(token)) return undefined
  return await plugin.store.sessions.findByTokenHash(callbackTokenHash(token))
}

/** The session whose customer was given this token. */
export async function rowOfReturnToken(
  plugin: PluginContext,
  token: string | undefined,
): Promise<SessionRow | undefined> {
  if (token === undefined || !isSessionToken(token)) return undefined
  return await rowOfCallbackToken(plugin, callbackTokenOf(token))
}
