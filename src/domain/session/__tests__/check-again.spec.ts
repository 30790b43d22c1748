import { checkAgain, type CheckedColumns, type RunEnded } from "../check-again"
import { account, UNDECIDED } from "./undecided"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const now = new Date("2030-06-15T12:00:00Z")
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)

/** A session of this age that Inbank has not decided. */
function row(age: number, change: Partial<CheckedColumns> = {}): CheckedColumns {
  return {
    ...UNDECIDED,
    created_at: ago(age),
    valid_until: ago(age - 2 * DAY),
    failures: 0,
    ...change,
  }
}

const paid = (changedAt: Date) =>
  row(DAY, { session_status: "completed", contract_status: "activated", changed_at: changedAt })

/** Minutes until the next check. */
function minutes(checked: CheckedColumns, run: Partial<RunEnded> = {}, by = account): number | undefined {
  const next = checkAgain(checked, by, { finished: false, ...run }, now)
  return next && (next.getTime() - now.getTime()) / MINUTE
}

describe("When a session is checked again", () => {
  it("more rarely where nobody was ever at it, and where its cart has gone on", () => {
    expect(minutes(row(2 * HOUR, { rung_at: ago(2 * HOUR) }))).toBe(5)
    expect(minutes(row(2 * HOUR))).toBe(60)
    expect(minutes(row(MINUTE), { outdated: true })).toBe(5)
    expect(minutes(row(MINUTE, { rung_at: ago(0) }), { outdated: true })).toBe(0.25)
  })

  it("at once after somebody else's capture or refund, however old it is", () => {
    expect(minutes(row(300 * DAY), { waiting: true })).toBe(0.25)
    expect(minutes(row(300 * DAY), { refundOpen: true })).toBe(0.25)
  })

  it("hourly while Inbank has paid and Medusa does not say so, for three days", () => {
    expect(minutes({ ...paid(ago(DAY)), valid_until: ago(DAY) })).toBe(60)
    expect(minutes({ ...paid(ago(4 * DAY)), valid_until: ago(DAY) })).toBe(24 * 60)
  })

  it("never once it is finished, but daily while a paid contract is watched", () => {
    expect(minutes(row(DAY), { finished: true })).toBeUndefined()
    expect(minutes(paid(ago(DAY)), { finished: true })).toBe(24 * 60)
    expect(minutes(paid(ago(account.contractWatchDays * DAY)), { finished: true })).toBeUndefined()
    const payNextMonth = { ...account, productType: "pay_next_month" as const }
    expect(minutes(paid(ago(DAY)), { finished: true }, payNextMonth)).toBeUndefined()
  })

  it("daily still when one pass over a watched contract failed long after the session's time", () => {
    const watched = { ...paid(ago(20 * DAY)), created_at: ago(70 * DAY), valid_until: ago(68 * DAY) }
    expect(minutes(watched, { error: "Inbank is away" })).toBe(24 * 60)
  })

  it("later with each failure in a row, and hourly while the key is refused", () => {
    const failed = (failures: number) =>
      minutes(row(MINUTE, { failures, rung_at: ago(MINUTE) }), { error: "Inbank is away" })
    expect([failed(0), failed(1), failed(4)]).toEqual([0.25, 0.5, 4])
    expect(minutes(row(MINUTE), { error: "401", keyRefused: true })).toBe(60)
  })

  it("as any other where the provider entry is gone: what Inbank says is not read without it", () => {
    const next = checkAgain(paid(ago(DAY)), undefined, { finished: false, error: "no entry" }, now)
    expect(next && (next.getTime() - now.getTime()) / MINUTE).toBe(30)
    expect(checkAgain(paid(ago(DAY)), undefined, { finished: true }, now)).toBeUndefined()
  })
})
