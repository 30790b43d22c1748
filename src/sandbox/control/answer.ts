import type { RequestHandler } from "express"
import { NotPossible } from "../bank/not-possible"
import { NotValid } from "../parsing"

/** A request to a control route. */
export interface ControlRequest {
  /** The id of the session, contract or fault in the address; empty where the route has none. */
  readonly id: string
  /** The JSON body; an empty object when none was sent. */
  readonly body: unknown
}

/** Answers with the JSON of the act's result, or with the sentence that it throws. */
export function answer(act: (request: ControlRequest) => unknown): RequestHandler {
  return (request, response, next) => {
    const body: unknown = request.body
    const acted = async () => response.json(await act({ id: request.params["id"] ?? "", body }))
    acted().catch((error: unknown) => {
      if (error instanceof NotValid) return response.status(400).json({ message: error.message })
      if (!(error instanceof NotPossible)) return next(error)
      response.status(error.reason === "unknown" ? 404 : 409).json({ message: error.message })
    })
  }
}
