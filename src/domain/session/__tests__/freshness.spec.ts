import { FRESH_MS } from "../../timeouts"
import { ageOfAnswer, hasSession, isFresh, isNotifiedSince, type AskedColumns } from "../freshness"
import { account, UNDECIDED } from "./undecided"

const now = new Date("2030-06-15T12:00:00Z")
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)

function row(change: Partial<AskedColumns> = {}): AskedColumns {
  return {
    ...UNDECIDED,
    pos_session_uuid: "session",
    checked_at: ago(1_000),
    ...change,
  }
}

describe("Inbank's last answer", () => {
  it.each(["pending", "granted", "completed"])("is fresh for some seconds while Inbank says %s", (status) => {
    const fresh = (age: number) =>
      isFresh(row({ session_status: status, checked_at: ago(age) }), account, now)
    expect([fresh(0), fresh(FRESH_MS - 1), fresh(FRESH_MS), fresh(60_000)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it("is fresh forever once Inbank has said no", () => {
    const declined = row({ session_status: "declined", checked_at: ago(1e9), rung_at: ago(0) })
    expect(isFresh(declined, account, now)).toBe(true)
  })

  it("is never fresh when nobody has asked", () => {
    const never = row({ checked_at: null, session_status: "declined" })
    expect(isFresh(never, account, now)).toBe(false)
    expect(ageOfAnswer(never, now)).toBe(Infinity)
    expect(ageOfAnswer(row(), now)).toBe(1_000)
  })

  it("is not fresh after a notification, and is after an earlier one", () => {
    const notified = (milliseconds: number) => row({ rung_at: ago(milliseconds) })
    expect([notified(999), notified(1_000), notified(1_001)].map(isNotifiedSince)).toEqual([
      true,
      false,
      false,
    ])
    expect(isFresh(notified(999), account, now)).toBe(false)
    expect(isFresh(notified(1_001), account, now)).toBe(true)
    expect(isNotifiedSince(row({ checked_at: null }))).toBe(false)
    expect(isNotifiedSince(row({ checked_at: null, rung_at: ago(0) }))).toBe(true)
  })

  it("can be asked for only where the session's uuid is known", () => {
    expect(hasSession(row())).toBe(true)
    expect(hasSession(row({ pos_session_uuid: null }))).toBe(false)
  })
})
