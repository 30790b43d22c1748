import { isMadeBy } from "../domain/session-reading"
import type { Inbank } from "../settle/inbank"
import { hasSession, type AskableRow } from "../settle/observe"
import { notAllowed } from "./answers"

export type Data = Record<string, unknown>

/** The row that a session's or payment's data belong to; browsers cannot write into them (`updatePaymentData`). */
export async function rowOfData(inbank: Inbank, data: Data): Promise<AskableRow | undefined> {
  const reference = data.purchase_reference
  const row = typeof reference === "string" ? await inbank.sessions.find(reference) : undefined
  return row && hasSession(row) ? row : undefined
}

/** @throws {MedusaError} when nothing is known of the payment here, or its shop is another. */
export async function neededRow(inbank: Inbank, data: Data): Promise<AskableRow> {
  const row = await rowOfData(inbank, data)
  if (!row)
    throw notAllowed("No Inbank session is known for this payment. Look it up in Inbank's Partner Portal.")
  if (isMadeBy(row, inbank.account)) return row
  throw notAllowed(
    "This purchase was made with another shop or environment than medusa-config names now. See to it in that shop's Partner Portal.",
  )
}
