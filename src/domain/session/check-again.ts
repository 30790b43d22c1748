import type { Account } from "../account/account"
import { standing } from "./lifecycle"
import { nextCheck, nextWatch, SOON_MS, type Attention } from "./next-check"
import { inbankState, type SessionColumns } from "./reading"

/** What a row keeps that its next check depends on. */
export interface CheckedColumns extends SessionColumns {
  created_at: Date
  valid_until: Date
  rung_at: Date | null
  failures: number
}

/** How a run of passes over a row ended. */
export interface RunEnded {
  finished: boolean
  /** Why it broke off, if it did. */
  error?: string
  /** Inbank refuses the account's key. */
  keyRefused?: boolean
  /** Another process is capturing or refunding: nothing was done. */
  waiting?: boolean
  /** The cart would no longer be ordered with this contract. */
  outdated?: boolean
  /** A refund must still be given back or booked. */
  refundOpen?: boolean
}

/**
 * When a row is checked again if no notification comes; nothing once nothing can change any more.
 * @param account nothing when its provider entry is gone.
 */
export function checkAgain(
  row: CheckedColumns,
  account: Account | undefined,
  run: RunEnded,
  now: Date,
): Date | undefined {
  const stands = account && standing(inbankState(row, account))
  const watched = account && stands === "financed" ? watchAgain(row, account, now) : undefined
  if (run.finished) return watched
  // Independent of the session's age.
  if (run.waiting) return new Date(now.getTime() + SOON_MS)
  const checked = {
    createdAt: row.created_at,
    validUntil: row.valid_until,
    failures: run.error === undefined ? 0 : row.failures + 1,
    refundOpen: run.refundOpen,
    owingSince: stands === "financed" ? (row.changed_at ?? undefined) : undefined,
    keyRefused: run.keyRefused,
    attention: stands === "undecided" ? attentionFor(row, run) : ("usual" as const),
  }
  // A watched contract is still watched when one pass over it fails.
  return nextCheck(checked, now) ?? watched
}

function attentionFor(row: CheckedColumns, { outdated }: RunEnded): Attention {
  if (row.rung_at !== null) return "usual"
  return outdated ? "outdated" : "untouched"
}

/**
 * A paid order's contract may be withdrawn in the Partner Portal weeks later. Pay next month has no contract of its
 * own.
 */
function watchAgain(row: CheckedColumns, account: Account, now: Date): Date | undefined {
  if (account.productType === "pay_next_month") return undefined
  return nextWatch({ completedAt: row.changed_at ?? now, days: account.contractWatchDays }, now)
}
