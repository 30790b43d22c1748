import { nextCheck, nextWatch, type Attention } from "../next-check"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const now = new Date("2030-06-15T12:00:00Z")
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)

/** Minutes until the next look at a session of this age that is valid for two days. */
function minutes(age: number, failures = 0, attention?: Attention): number | undefined {
  const next = nextCheck({ createdAt: ago(age), validUntil: ago(age - 2 * DAY), failures, attention }, now)
  return next && (next.getTime() - now.getTime()) / MINUTE
}

describe("The next look at a session that no notification comes for", () => {
  it("comes each 15 seconds while it is new, each minute while it is young, then more rarely (T1)", () => {
    expect([0, 2.9, 3, 29].map((age) => minutes(age * MINUTE))).toEqual([0.25, 0.25, 1, 1])
    expect(minutes(HOUR)).toBe(5)
    expect(minutes(DAY)).toBe(30)
  })

  it("comes once a day when its time is over, for sixty days, and then never", () => {
    expect(minutes(2 * DAY + 2 * HOUR)).toBe(24 * 60)
    expect(minutes(61 * DAY)).toBe(24 * 60)
    expect(minutes(63 * DAY)).toBeUndefined()
  })

  it("comes more and more rarely where nobody came back after the first half hour, and sooner where the cart went on (R152)", () => {
    const ages = [0, 20 * MINUTE, HOUR, 6 * HOUR, 40 * HOUR, 3 * DAY, 30 * DAY]
    const next = (attention: Attention) => ages.map((age) => minutes(age, 0, attention))
    expect(next("untouched")).toEqual([0.25, 1, 30, 180, 360, 36 * 60, 15 * 24 * 60])
    expect(next("outdated")).toEqual([5, 10, 30, 180, 360, 36 * 60, 15 * 24 * 60])
  })

  it("adds up to some sixty looks, where Inbank never decides and nobody comes back (R152)", () => {
    const looks = (attention: Attention) => {
      let count = 0
      for (let at: Date | undefined = now; at; count++) {
        const validUntil = new Date(now.getTime() + 2 * DAY)
        at = nextCheck({ createdAt: now, validUntil, failures: 0, attention }, at)
      }
      return count
    }
    expect([looks("usual"), looks("untouched"), looks("outdated")]).toEqual([253, 64, 29])
  })

  it("backs off while looks fail, to an hour at most", () => {
    expect([1, 2, 3, 4, 5, 20].map((failures) => minutes(0, failures))).toEqual([0.25, 0.5, 1, 2, 4, 60])
  })

  it("comes hourly for three days while Inbank has paid and there is no order", () => {
    const next = (since: number) =>
      nextCheck(
        { createdAt: ago(5 * DAY), validUntil: ago(3 * DAY), failures: 12, owingSince: ago(since) },
        now,
      )
    expect(next(DAY)).toEqual(new Date(now.getTime() + HOUR))
    expect(next(4 * DAY)).toEqual(new Date(now.getTime() + DAY))
  })

  it("waits for an hour while Inbank refuses the key (R45)", () => {
    const young = { createdAt: now, validUntil: new Date(now.getTime() + DAY), failures: 1, keyRefused: true }
    expect(nextCheck(young, now)).toEqual(new Date(now.getTime() + HOUR))
  })

  it("backs off to an hour while something is to be given back or booked, however old the purchase is", () => {
    const old = { createdAt: ago(300 * DAY), validUntil: ago(298 * DAY), refundOpen: true }
    const later = (failures: number) => nextCheck({ ...old, failures }, now)
    expect(later(1)).toEqual(new Date(now.getTime() + MINUTE / 4))
    expect(later(50)).toEqual(new Date(now.getTime() + HOUR))
  })
})

describe("A paid contract", () => {
  it("is looked at once a day for as many days as the merchant says, or not at all", () => {
    const watch = (age: number, days: number) => nextWatch({ completedAt: ago(age), days }, now)
    expect(watch(0, 60)).toEqual(new Date(now.getTime() + DAY))
    expect(watch(59 * DAY, 60)).toEqual(new Date(now.getTime() + DAY))
    expect(watch(59.5 * DAY, 60)).toBeUndefined()
    expect(watch(0, 0)).toBeUndefined()
  })
})
