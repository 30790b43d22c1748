const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** If a customer has borrowed money and got nothing for it, the row is checked at least hourly for this time. */
const OWING_FOR = 72 * HOUR

/**
 * Sessions are checked from time to time for this long after they should have ended, in case Inbank's answer is late.
 */
const GIVE_UP_AFTER = 60 * DAY

/** A customer at e-POS is probably still there; at first they probably wait for us. */
const [NEW, YOUNG] = [3 * MINUTE, 30 * MINUTE]

/** Between two checks of a new session, or of one whose customer waits. */
export const SOON_MS = 15_000

export interface CheckedRow {
  createdAt: Date
  validUntil: Date
  /** Consecutive checks that ended in an error. */
  failures: number
  /** Since when Inbank has paid while Medusa does not say so. */
  owingSince?: Date
  /** A refund must still be given back or booked: it is finished however old the purchase is. */
  refundOpen?: boolean
  /** Inbank refused our key: asking again does not help until a human has corrected it. */
  keyRefused?: boolean
  attention?: Attention
}

/**
 * What probably comes of a session that Inbank has not decided.
 * - `untouched`: no customer came back from it, and no notification came.
 * - `outdated`: untouched, and its cart has changed: a customer who signs it is only freed of it again.
 */
export type Attention = "usual" | "untouched" | "outdated"

/**
 * When a finished purchase is checked again: once a day while its contract is watched, for what people do at Inbank by
 * hand. No callback tells of a withdrawal or an early repayment (INFERRED).
 */
export function nextWatch(watched: { completedAt: Date; days: number }, now: Date): Date | undefined {
  const next = new Date(now.getTime() + DAY)
  return next.getTime() - watched.completedAt.getTime() > watched.days * DAY ? undefined : next
}

/**
 * When to reconcile an unfinished row again if no notification comes: often while the customer is probably at e-POS,
 * then more rarely, daily once the session's time is over, never after 60 days. Failures have intervals of their own. A
 * notification always makes the row due at once.
 */
export function nextCheck(row: CheckedRow, now: Date): Date | undefined {
  const after = (pause: number) => new Date(now.getTime() + pause)
  if (row.refundOpen) return after(Math.max(SOON_MS, backOff(row.failures)))
  const age = now.getTime() - row.createdAt.getTime()
  const overdue = now.getTime() - row.validUntil.getTime()
  if (overdue > GIVE_UP_AFTER) return undefined
  const owing = row.owingSince && now.getTime() - row.owingSince.getTime() < OWING_FOR
  const alone = pause(age, overdue, row.attention ?? "usual")
  const usual = owing ? Math.min(HOUR, alone) : alone
  return after(Math.max(usual, backOff(row.failures), row.keyRefused ? HOUR : 0))
}

function pause(age: number, overdue: number, attention: Attention): number {
  switch (attention) {
    case "usual":
      if (overdue > HOUR) return DAY
      if (age < YOUNG) return often(age)
      return age < 6 * HOUR ? 5 * MINUTE : 30 * MINUTE
    case "untouched":
      return age < YOUNG ? often(age) : rarely(age, overdue)
    case "outdated":
      return Math.max(5 * MINUTE, rarely(age, overdue))
  }
}

function often(age: number): number {
  return age < NEW ? SOON_MS : MINUTE
}

/** Anybody can begin sessions and leave them: the longer nothing came of one, the longer it may wait. */
function rarely(age: number, overdue: number): number {
  return overdue > HOUR ? Math.max(DAY, age / 2) : Math.min(6 * HOUR, age / 2)
}

/** 15 s, 30 s, 1 min ... at most an hour. */
function backOff(failures: number): number {
  return failures === 0 ? 0 : Math.min(HOUR, 15_000 * 2 ** Math.min(failures - 1, 10))
}
