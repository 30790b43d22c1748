import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PASS_PROBLEMS, PROBLEM_KINDS, problemKind, PROBLEMS } from "../problems"
import { problemTables } from "./problems-page"

const PAGE = join(__dirname, "../../../docs/problems.md")
const TABLES = /## About one purchase[^]*?(?=\n\n## Is the sweep)/

describe("The catalogue of problems", () => {
  it("stands in docs/problems.md as the code has it", () => {
    const page = readFileSync(PAGE, "utf8")
    if (process.env.DRAW_PROBLEMS)
      writeFileSync(
        PAGE,
        page.replace(TABLES, () => problemTables()),
      )
    expect(TABLES.exec(readFileSync(PAGE, "utf8"))?.[0]).toBe(problemTables())
  })

  it("knows nothing of a kind of a later version", () => {
    expect(problemKind("do_not_ship")).toBe("do_not_ship")
    expect(problemKind("a kind of a later version")).toBeUndefined()
    expect(problemKind("toString")).toBeUndefined()
  })

  it("has passes clear what is about a session alone", () => {
    expect(PASS_PROBLEMS.length).toBeGreaterThan(0)
    for (const kind of PASS_PROBLEMS) expect(PROBLEMS[kind].about).toBe("session")
  })

  it("says what to do, with the merchant's own Partner Portal where it is named", () => {
    const portalUrl = "https://portal.example"
    const values = { portalUrl, host: "h", refund: "r", place: "p", reference: "s", named: "n" }
    for (const kind of PROBLEM_KINDS) {
      const sentence = PROBLEMS[kind].remedy(values)
      expect(sentence).toMatch(/^[A-Z].*\.$/s)
      expect(sentence).not.toContain("undefined")
    }
  })
})
