import type { Account } from "../account/account"
import { FRESH_MS } from "../timeouts"
import { standing } from "./lifecycle"
import { inbankState, type SessionColumns } from "./reading"

/** What a row keeps about when Inbank was asked about its session, and when a notification came. */
export interface AskedColumns extends SessionColumns {
  pos_session_uuid: string | null
  checked_at: Date | null
  rung_at: Date | null
}

/** A row whose session at Inbank has a known uuid: Inbank cannot be asked about the others. */
export type Askable<Row> = Row & { pos_session_uuid: string }

export function hasSession<Row extends { pos_session_uuid: string | null }>(row: Row): row is Askable<Row> {
  return row.pos_session_uuid !== null
}

/**
 * True when the row already has everything: Inbank has said its last word, or we asked a moment ago and no notification
 * came since. It saves the request that the completion of a cart would make right after reconciling.
 */
export function isFresh(
  row: AskedColumns,
  account: Pick<Account, "productType" | "approval" | "approvalReminderDays">,
  now: Date,
): boolean {
  if (row.checked_at === null) return false
  switch (standing(inbankState(row, account))) {
    case "refused":
      return true
    case "undecided":
    case "granted":
    case "activating":
    case "financed":
      return ageOfAnswer(row, now) < FRESH_MS && !isNotifiedSince(row)
  }
}

/** Milliseconds since we asked for the answer that the row has. */
export function ageOfAnswer(row: AskedColumns, now: Date): number {
  return row.checked_at === null ? Infinity : now.getTime() - row.checked_at.getTime()
}

/** A notification came after that answer: Inbank's side may have changed. */
export function isNotifiedSince(row: AskedColumns): boolean {
  return row.rung_at !== null && (row.checked_at === null || row.rung_at > row.checked_at)
}
