import { MedusaError } from "@medusajs/utils"
import { isInbankError } from "../client"

/** How a payment processor of Medusa 1 says that something failed. */
export interface Failure {
  error: string
  code: string
  detail: string
}

/**
 * All three fields, always: of a refund, a cancellation and a deletion Medusa 1 takes an error with fewer for a success,
 * and puts it in the place of the payment's data.
 */
export function failure(error: unknown): Failure {
  const sentence = isInbankError(error)
    ? error.merchantMessage
    : error instanceof Error
      ? error.message
      : String(error)
  return { error: sentence, code: codeOf(error), detail: sentence }
}

/** A failure whose sentence is meant to be read. */
export function notAllowed(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, sentence)
}

function codeOf(error: unknown): string {
  if (error instanceof MedusaError) return error.type
  return isInbankError(error) ? error.kind : MedusaError.Types.UNEXPECTED_STATE
}
