import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readSignedMessage } from "../../../../domain/callbacks/signature"
import { handleCallback, type CallbackResult } from "../../../../services/callbacks/handle-callback"
import { pluginContext } from "../../../../services/context"
import { tooManyRequests } from "../../../too-many-requests"

/**
 * Inbank's method and content type are UNKNOWN: GET and POST, query, form and JSON are all accepted
 * (docs/callbacks.md).
 */
async function callback(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const plugin = pluginContext(req.scope)
  const call = {
    token: req.params.token,
    signed: readSignedMessage(req.query, req.body),
    remoteAddress: remoteAddress(req),
  }
  try {
    answer(res, await handleCallback(req.scope, plugin, call))
  } catch (error) {
    plugin.logger.error(`Inbank: a callback could not be stored: ${String(error)}`)
    res.status(503).send("try again later")
  }
}

export const GET = callback
export const POST = callback

function answer(res: MedusaResponse, result: CallbackResult): void {
  switch (result.kind) {
    case "accepted":
      res.status(200).send("OK")
      return
    case "self_test":
      res.status(200).type("text").send(result.proof)
      return
    case "unknown":
      res.status(404).send("unknown")
      return
    case "signature_refused":
      res.status(401).send("signature refused")
      return
    case "too_many":
      tooManyRequests(res, result.seconds)
  }
}

/** As Medusa sees it (`trust proxy`), cut to the length of an address: without a proxy, a caller may claim anything. */
function remoteAddress(req: MedusaRequest): string {
  return (req.ip ?? "").slice(0, 45)
}
