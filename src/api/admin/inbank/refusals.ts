import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { ContractNotCancelled } from "../../../services/merchant/cancel-contract-of-order"
import { RefundNotDone } from "../../../services/refunds/refund-not-done"

/**
 * For text that a merchant types. PostgreSQL stores no text with a zero character in it, and refuses to search for one.
 */
export const typedText = (fault: string) =>
  z
    .string(fault)
    .trim()
    .max(100, "is too long")
    .regex(/^[^\0]*$/, "must be text")

/** @throws {MedusaError} INVALID_DATA with one sentence for each field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".") || "The body"} ${message}.`,
  )
  throw new MedusaError(MedusaError.Types.INVALID_DATA, sentences.join(" "))
}

export function noInbankOrder(id: string | undefined): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_FOUND, `Order ${id} has no payment by Inbank.`)
}

/**
 * Runs an act that may be refused with a sentence for the merchant. NOT_ALLOWED is the type whose sentence reaches the
 * admin.
 */
export async function refusalsAsAnswers<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw error instanceof RefundNotDone || error instanceof ContractNotCancelled
      ? new MedusaError(MedusaError.Types.NOT_ALLOWED, error.message, error.code)
      : error
  }
}
