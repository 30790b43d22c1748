import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { callbackKeys } from "../../../../domain/account"
import { isSignedByOneOf, readSignedMessage } from "../../../../domain/callback-signature"
import { settleSoon } from "../../../../settle/background"
import { inbankFrom } from "../../../../settle/inbank"
import { rowOfToken } from "../../../../settle/row-of-token"

/**
 * Inbank's callback: a doorbell. Its message is believed in nothing but "look again"; the ring is stored before the
 * 200, and the looking is done after it. Inbank's method and content type are UNKNOWN, so GET and POST, query, form
 * and JSON are taken alike (docs/callbacks.md).
 */
async function callback(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const inbank = inbankFrom(req.scope)
  try {
    const row = await rowOfToken(inbank, req.params.token)
    if (!row) return void res.status(404).send("unknown")
    const signed = readSignedMessage(req.query, req.body)
    const isSigned = signed !== undefined && isSignedByOneOf(callbackKeys(inbank.account), signed)
    // A wrong signature is refused always; a missing one only where signatures are required.
    const isWelcome = isSigned || (!signed && inbank.account.callbackSignature === "optional")
    if (!isWelcome) return void res.status(401).send("signature refused")
    await inbank.sessions.ring({ id: row.id })
    res.status(200).send("OK")
    settleSoon(inbank, row.id)
  } catch (error) {
    inbank.logger.error(`Inbank: a callback could not be stored: ${String(error)}`)
    res.status(503).send("try again later")
  }
}

export const GET = callback
export const POST = callback
