import { isInbankError, type InbankError } from "../../client"

/**
 * The error of an act that Inbank refused, or of which nobody knows whether Inbank acted: what became of it, only a GET says.
 * @throws the error itself where Inbank surely did not act, for a reason of its own or ours.
 */
export function errorToVerify(error: unknown): InbankError {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
