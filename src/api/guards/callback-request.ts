import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { raw, type RequestHandler } from "express"

/** A callback is a few hundred bytes: anything much larger is no callback. */
export const CALLBACK_LIMIT = "16kb"

/**
 * Medusa reads JSON, forms and text, and leaves all other content types unread and unlimited. Inbank's is UNKNOWN: a
 * body that nobody has read yet is read here, so that the limit applies to it too.
 */
export const readWhatIsLeft: RequestHandler = raw({ type: () => true, limit: CALLBACK_LIMIT })

/**
 * Express answers HEAD by running GET's handler; a client that only checks whether an address exists must not enqueue.
 */
export function refuseHead(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (req.method !== "HEAD") return next()
  res.status(405).set("Allow", "GET, POST").end()
}
