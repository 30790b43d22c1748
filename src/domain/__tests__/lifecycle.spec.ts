import { contractStatus, SESSION_GRAPH, sessionStatus, standing } from "../lifecycle"

const observed = (session: string | null, contract: string | null = null) =>
  ({ sessionStatus: session, contractStatus: contract, productType: "hire_purchase" }) as const

describe("The life of a session", () => {
  it("never leads out of a final state, and every arrow leads to a known state", () => {
    for (const [from, targets] of Object.entries(SESSION_GRAPH)) {
      const isOver = ["financed", "refused"].includes(standing(observed(from, "activated")))
      expect(isOver).toBe(targets.length === 0)
      for (const to of targets) expect(Object.keys(SESSION_GRAPH)).toContain(to)
    }
  })

  it("keeps words it has never met apart from all known ones", () => {
    for (const word of ["", "COMPLETED", "paid", "toString", null, undefined]) {
      expect(sessionStatus(word)).toBe("unknown")
      expect(contractStatus(word)).toBe("unknown")
    }
  })
})

describe("Where the money stands", () => {
  it.each([
    [null, null, "undecided"],
    ["pending", null, "undecided"],
    ["under_review", null, "undecided"],
    ["granted", null, "granted"],
    ["granted", "signed", "granted"],
    ["completed", null, "activating"],
    ["completed", "unsigned", "activating"],
    ["completed", "signed", "activating"],
    ["completed", "on_hold", "activating"],
    ["completed", "terminated", "activating"],
    ["completed", "activated", "financed"],
    ["declined", null, "refused"],
    ["cancelled", "terminated", "refused"],
    ["expired", null, "refused"],
  ])("for session %s and contract %s is: %s", (session, contract, expected) => {
    expect(standing(observed(session, contract))).toBe(expected)
  })

  it("for Pay next month is read off the session alone", () => {
    expect(standing({ ...observed("completed"), productType: "pay_next_month" })).toBe("financed")
  })
})
