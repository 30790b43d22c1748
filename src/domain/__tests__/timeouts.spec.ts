import * as times from "../timeouts"

/** Many proxies and browsers give an answer up after this. */
const PROXIES_MS = 30_000
/** Containers are killed so long after they were told to end. */
const KILLED_AFTER_SECONDS = 10

describe("The time-outs", () => {
  it("answer everybody who waits at a page before proxies give up", () => {
    for (const each of [times.PAGE_MS, times.RECORD_MS, times.BUTTON_MS, times.LONG_POLL_SECONDS * 1_000])
      expect(each).toBeLessThan(PROXIES_MS)
    expect(times.PAGE_ASKS_MS).toBeLessThan(times.PAGE_MS)
    expect(times.CHECKOUT_ASKS_MS).toBeLessThan(times.PAGE_MS)
  })

  it("let a pass ask for session and contract within one lease, and renew it several times before it ends", () => {
    expect(2 * times.PATIENT_ASK_MS).toBeLessThan(times.LEASE_SECONDS * 1_000)
    expect(3 * times.LEASE_RENEWED_EVERY_MS).toBeLessThan(times.LEASE_SECONDS * 1_000)
  })

  it("take nothing for left by a dead process that Medusa may be at still", () => {
    expect(times.POLL_FOR_MS).toBeLessThan(times.PROVIDER_CALL_SECONDS * 1_000)
    expect(times.PROVIDER_CALL_SECONDS).toBeLessThan(times.MEDUSA_WRITES_SECONDS)
    expect(times.MEDUSA_WRITES_SECONDS).toBeLessThan(times.COMPLETION_ABANDONED_SECONDS)
    expect(times.LEASE_HELD_AT_MOST_MS).toBeLessThan(times.COMPLETION_ABANDONED_SECONDS * 1_000)
  })

  it("leave half of a sweep to what nobody notified us of, and end with the process", () => {
    expect(times.SWEEP_NOTIFIED_FIRST_MS).toBe(times.SWEEP_RUN_MS / 2)
    expect(times.SWEEP_RUN_MS).toBeLessThan(times.SWEEP_HANGS_MS)
    expect(times.SHUTDOWN_SECONDS).toBeLessThan(KILLED_AFTER_SECONDS)
  })
})
