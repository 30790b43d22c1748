import { MedusaError } from "@medusajs/utils"
import { isInbankError } from "../client"
import type { Logger } from "../reconcile/context"

/** How a payment processor of Medusa 1 says that something failed. Medusa shows `error`, a colon, and `detail` below. */
export interface Failure {
  error: string
  code: string
  detail: string
}

/**
 * All three fields, always: of a refund, a cancellation and a deletion Medusa 1 takes an error with fewer for a success,
 * and puts it in the place of the payment's data.
 */
export function failure(error: unknown, logger: Logger): Failure {
  if (isInbankError(error)) return failureOf(error.kind, error.merchantMessage || error.message)
  // Not by `instanceof`: as Medusa 1 builds the class, its own instances are none of it.
  if (MedusaError.isMedusaError(error)) return failureOf(error.type, error.message)
  // It may hold addresses, SQL or a person's data, and the answer goes to browsers.
  logger.error(`Inbank: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return failureOf("", "")
}

/** An empty field is as good as none to Medusa. */
function failureOf(code: string, detail: string): Failure {
  return {
    error: "Inbank",
    code: code || MedusaError.Types.UNEXPECTED_STATE,
    detail: detail || "Something failed in this shop. Please try again in a minute.",
  }
}

/** A failure whose sentence is meant to be read. */
export function notAllowed(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, sentence)
}
