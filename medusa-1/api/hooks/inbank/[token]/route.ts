import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { callbackKeys } from "../../../../domain/account/account"
import {
  isSignedByOneOf,
  readSignedMessage,
  type SignedMessage,
} from "../../../../domain/callbacks/signature"
import { statusNamedIn } from "../../../../domain/callbacks/message"
import { HeardCallbacks, isNews } from "../../../../domain/callbacks/heard-callbacks"
import type { InbankSession } from "../../../../models/inbank-session"
import { reconcileSoon } from "../../../../reconcile/enqueue"
import { pluginContext, type PluginContext } from "../../../../reconcile/context"
import { rowOfCallbackToken } from "../../../../reconcile/row-of-token"

/**
 * Inbank's callback. Its message only means "ask again": that is stored before the 200, and the row is reconciled
 * afterwards. Inbank's method and content type are UNKNOWN, so GET and POST, query, form and JSON are all accepted
 * (docs/callbacks.md).
 */
async function callback(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const plugin = pluginContext(req.scope)
  try {
    const row = await rowOfCallbackToken(plugin, req.params.token)
    if (!row) return void res.status(404).send("unknown")
    const signed = readSignedMessage(req.query, req.body)
    const isSigned = signed !== undefined && isSignedByOneOf(callbackKeys(plugin.account), signed)
    // A wrong signature is always refused; a missing one only where signatures are required.
    const isWelcome = isSigned || (!signed && plugin.account.callbackSignature === "optional")
    if (!isWelcome) return void res.status(401).send("signature refused")
    await enqueue(plugin, row, signed)
    res.status(200).send("OK")
  } catch (error) {
    plugin.logger.error(`Inbank: a callback could not be stored: ${String(error)}`)
    res.status(503).send("try again later")
  }
}

const heard = new HeardCallbacks()

/** A signed message that was just handled tells nothing new. */
async function enqueue(
  plugin: PluginContext,
  row: InbankSession,
  signed: SignedMessage | undefined,
): Promise<void> {
  const { id } = row
  const store = async (first?: Date) => {
    if (first && signed && !isNews(row, statusNamedIn(signed.message), first)) return undefined
    const enqueued = await plugin.sessions.enqueueByCallback(id)
    reconcileSoon(plugin, id)
    return enqueued
  }
  if (!signed) await store()
  else if (!(await heard.wasJustHandled(signed, id))) await heard.handle(signed, id, store)
}

export const GET = callback
export const POST = callback
