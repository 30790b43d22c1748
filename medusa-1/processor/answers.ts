import { MedusaError } from "@medusajs/utils"
import { isInbankError } from "../client"
import type { Logger } from "../reconcile/context"

/** How a payment processor of Medusa 1 reports a failure. Medusa shows `error`, a colon, and `detail` below. */
export interface Failure {
  error: string
  code: string
  detail: string
}

/**
 * Always all three fields: for a refund, a cancellation and a deletion Medusa 1 takes an error with fewer fields for a
 * success, and stores it as the payment's data.
 */
export function failure(error: unknown, logger: Logger): Failure {
  if (isInbankError(error)) return failureOf(error.kind, error.merchantMessage || error.message)
  // Not by `instanceof`: Medusa 1 builds the class so that its own instances fail that test.
  if (MedusaError.isMedusaError(error)) return failureOf(error.type, error.message)
  // It may contain addresses, SQL or a person's data, and the answer goes to browsers.
  logger.error(`Inbank: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return failureOf("", "")
}

/** Medusa treats an empty field as a missing one. */
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
