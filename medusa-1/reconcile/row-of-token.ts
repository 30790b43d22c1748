import { callbackTokenHash, callbackTokenOf, isSessionToken } from "../domain/session/tokens"
import type { InbankSession } from "../models/inbank-session"
import type { PluginContext } from "./context"

/** The session whose callback address carries this token. */
export async function rowOfCallbackToken(
  plugin: PluginContext,
  token: unknown,
): Promise<InbankSession | undefined> {
  if (typeof token !== "string" || !isSessionToken(token)) return undefined
  return await plugin.sessions.findByToken(callbackTokenHash(token))
}

/** The session whose customer was given this token. */
export async function rowOfReturnToken(
  plugin: PluginContext,
  token: unknown,
): Promise<InbankSession | undefined> {
  if (typeof token !== "string" || !isSessionToken(token)) return undefined
  return await rowOfCallbackToken(plugin, callbackTokenOf(token))
}
