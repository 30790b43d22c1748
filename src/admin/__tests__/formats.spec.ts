import { formatsFor, typedAmount } from "../texts/formats"
import { shownStanding } from "../texts/shown-standing"
import { searchOf } from "../api/sessions"

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe("Amounts and times", () => {
  it.each([
    ["en", "€12.50"],
    ["et", "12,50 €"],
    ["lt", "12,50 €"],
    ["pl", "12,50 €"],
  ])("are written as people write them in %s", (language, written) => {
    expect(withPlainSpaces(formatsFor(language).money("12.5", "EUR"))).toBe(written)
  })

  it.each([
    [47 * HOUR + 59 * MINUTE, "1 day 23 hours"],
    [48 * HOUR, "2 days"],
    [HOUR + 59 * MINUTE, "1 hour"],
    [59 * MINUTE, "59 minutes"],
    [-HOUR, "0 minutes"],
  ])("tell %d ms that are left as %s", (left, written) => {
    expect(formatsFor("en").duration(left)).toBe(written)
  })

  it("tell how long ago something was in the unit that fits", () => {
    const now = new Date("2026-11-22T12:00:00Z")
    const ago = (milliseconds: number) =>
      formatsFor("en").ago(new Date(now.getTime() - milliseconds).toISOString(), now)
    expect([0, 30_000, 5 * MINUTE, 3 * HOUR, 50 * HOUR].map(ago)).toEqual([
      "now",
      "30 seconds ago",
      "5 minutes ago",
      "3 hours ago",
      "2 days ago",
    ])
  })

  it("of a clock that is ahead are now, not in the future", () => {
    const now = new Date("2026-11-22T12:00:00Z")
    expect(formatsFor("en").ago("2026-11-22T12:05:00Z", now)).toBe("now")
  })
})

describe("An amount that was typed", () => {
  const bounds = { min: "0.01", max: "99.90" }

  it.each([
    ["12.50", "12.50"],
    [" 12,5 ", "12.50"],
    ["99.90", "99.90"],
    ["0,01", "0.01"],
  ])("is read: %s", (typed, amount) => {
    expect(typedAmount(typed, bounds)).toBe(amount)
  })

  it.each(["", "0", "99.91", "-1", "1.234", "1 000", "abc", "1e2"])("is refused: %s", (typed) => {
    expect(typedAmount(typed, bounds)).toBeUndefined()
  })
})

describe("What is shown of a session", () => {
  it("is never activation where the contract was terminated", () => {
    expect(shownStanding({ standing: "activating", contract_status: "terminated" })).toBe("terminated")
    expect(shownStanding({ standing: "activating", contract_status: "signed" })).toBe("activating")
    expect(shownStanding({ standing: "refused", contract_status: "terminated" })).toBe("refused")
    expect(shownStanding({ standing: null, contract_status: null })).toBe("unknown")
  })
})

describe("A search among sessions", () => {
  it("asks for no more than was chosen, page by page", () => {
    const everything = { q: " ", account: "", standing: "", withProblems: false, page: 0 } as const
    expect(searchOf(everything)).toBe("limit=20&offset=0")
    expect(searchOf({ ...everything, q: "#7", standing: "granted", withProblems: true, page: 2 })).toBe(
      "limit=20&offset=40&q=%237&standing=granted&problem=true",
    )
  })
})

/** Intl separates by spaces that do not break. */
function withPlainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ")
}
