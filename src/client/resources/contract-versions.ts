import { z } from "zod"
import { decimal, exactDecimal, firstPresent, isRecord, neededText, text, word } from "../http/parsing"
import { writeAmount } from "../http/writing"

/** A draft of a contract that no longer includes what is returned. It changes nothing until it is confirmed. */
export interface ReturnDraft {
  /** The version's own uuid, for the confirmation; not the contract's. */
  uuid: string
  /** As Inbank said it, in lower case. UNKNOWN: which words exist. */
  status?: string
  /** ISO 8601, as Inbank wrote it. */
  createdAt?: string
  /** Inbank's echo of the requested amount. */
  returnAmount?: string
  /** For the payment schedule that would follow. */
  paymentScheduleUuid?: string
}

export function returnDraftBody(amount: string): object {
  return {
    contractChangeDetails: { type: "PARTIAL_RETURN", returnAmount: writeAmount("returnAmount", amount) },
  }
}

/**
 * SEEN: the amount is in `sourceContractChange.contractChangeDetails`. INFERRED: it may also be nearer to the top
 * level.
 */
function flattened(value: unknown): unknown {
  if (!isRecord(value)) return value
  const change = isRecord(value["sourceContractChange"]) ? value["sourceContractChange"] : value
  const details = isRecord(change["contractChangeDetails"]) ? change["contractChangeDetails"] : change
  return { ...value, returnAmount: firstPresent(details["returnAmount"], value["returnAmount"]) }
}

/** A draft of another amount must never be confirmed: it would return another sum than the booked one. */
export const returnDraftAnswer = (asked: string) =>
  z.preprocess(
    flattened,
    z.object({
      uuid: neededText,
      status: word,
      createdAt: text,
      returnAmount: decimal.refine(
        (echo) => echo === undefined || echo === exactDecimal(asked),
        "is not the one asked for",
      ),
      paymentScheduleUuid: text,
    }),
  )
