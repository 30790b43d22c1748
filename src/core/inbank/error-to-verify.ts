import { isInbankError, type InbankError } from "../../client"

/**
 * The error of an act that Inbank refused, or of an act whose outcome is not known: only a GET shows the outcome.
 * @throws the error itself where Inbank certainly did not act, for a reason of its own or ours.
 */
export function errorToVerify(error: unknown): InbankError {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
