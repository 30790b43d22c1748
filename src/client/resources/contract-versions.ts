import { z } from "zod"
import { decimal, exactDecimal, firstPresent, isRecord, neededText, text, word } from "../http/parsing"
import { writeAmount } from "../http/writing"

/** A draft of a contract without what is returned. It changes nothing until it is confirmed. */
export interface ReturnDraft {
  /** The version's own uuid, for the confirmation; not the contract's. */
  uuid: string
  /** As Inbank said it, in lower case. UNKNOWN: which words there are. */
  status?: string
  /** ISO 8601, as Inbank wrote it. */
  createdAt?: string
  /** Inbank's echo of the amount asked for. */
  returnAmount?: string
  /** For the payment schedule that would follow. */
  paymentScheduleUuid?: string
}

export function returnDraftBody(amount: string): object {
  return {
    contractChangeDetails: { type: "PARTIAL_RETURN", returnAmount: writeAmount("returnAmount", amount) },
  }
}

/** SEEN: the amount stands in `sourceContractChange.contractChangeDetails`. INFERRED: or nearer to the surface. */
function flattened(value: unknown): unknown {
  if (!isRecord(value)) return value
  const change = isRecord(value["sourceContractChange"]) ? value["sourceContractChange"] : value
  const details = isRecord(change["contractChangeDetails"]) ? change["contractChangeDetails"] : change
  return { ...value, returnAmount: firstPresent(details["returnAmount"], value["returnAmount"]) }
}

/** A draft of another amount must never be confirmed: it would return another sum than the one booked. */
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
