import {
  CONTRACT_GRAPH,
  contractStatus,
  SESSION_GRAPH,
  sessionStatus,
  standing,
  takesBack,
} from "../lifecycle"
import { isOver } from "../close-reason"

const observed = (session: string | null, contract: string | null = null) =>
  ({ sessionStatus: session, contractStatus: contract, productType: "hire_purchase" }) as const

describe("The life of a session", () => {
  it("never leads out of a final state, and every arrow leads to a known state", () => {
    for (const [from, targets] of Object.entries(SESSION_GRAPH)) {
      const isFinal = ["financed", "refused"].includes(standing(observed(from, "activated")))
      expect(isFinal).toBe(targets.length === 0)
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

describe("An answer that takes back what was known", () => {
  const back = Object.keys(SESSION_GRAPH).flatMap((known) =>
    Object.keys(SESSION_GRAPH)
      .filter((said) => takesBack(SESSION_GRAPH, known, said))
      .map((said) => `${known} -> ${said}`),
  )

  it("is one that the graph leads away from (R23)", () => {
    expect(back.sort()).toEqual([
      "cancelled -> granted",
      "cancelled -> pending",
      "completed -> granted",
      "completed -> pending",
      "declined -> granted",
      "declined -> pending",
      "expired -> granted",
      "expired -> pending",
      "granted -> pending",
    ])
    expect(takesBack(CONTRACT_GRAPH, "activated", "unsigned")).toBe(true)
    expect(takesBack(CONTRACT_GRAPH, "activated", "terminated")).toBe(false)
  })

  it("is neither a first word, nor one that nobody knows, nor another last word", () => {
    expect(takesBack(SESSION_GRAPH, null, "pending")).toBe(false)
    expect(takesBack(SESSION_GRAPH, "completed", "a word nobody knows")).toBe(false)
    expect(takesBack(SESSION_GRAPH, "a word nobody knows", "pending")).toBe(false)
    expect(takesBack(SESSION_GRAPH, "completed", "cancelled")).toBe(false)
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

describe("What is over, so that its payment may go", () => {
  it("is what Inbank refuses, and what ended after all; never what is undecided, granted or financed", () => {
    const contracts = [null, "on_hold", ...Object.keys(CONTRACT_GRAPH)]
    for (const session of [null, "under_review", ...Object.keys(SESSION_GRAPH)]) {
      for (const contract of contracts) {
        const isRefused = standing(observed(session, contract)) === "refused"
        expect(isOver(session, contract)).toBe(isRefused || contract === "terminated")
      }
    }
  })
})
