import type { Account } from "../../src/domain/account/account"
import { ASKED } from "./assumptions"
import { compare, type Finding } from "./compare"
import { converse, type Heard, type Question } from "./conversation"
import { demoAccount } from "./demo-account"
import { NOT_ASKED } from "./not-asked"
import { report } from "./report"

const found = demoAccount(process.env)
if ("missing" in found) {
  process.stdout.write(
    `Contract tests skipped, nothing was asked of Inbank: set ${found.missing.join(", ")}.\n`,
  )
  describe.skip("Inbank's demo", suite)
} else {
  describe("Inbank's demo", () => suite(found.account))
}

/** Opt-in: asks Inbank's own servers. Signs nothing and moves no money. */
function suite(account?: Account): void {
  let heard: Heard
  let findings: Finding[]
  const readings = (...questions: Question[]) => questions.map((question) => heard.answers[question]?.read)

  beforeAll(async () => {
    if (!account) throw new Error("there is no account to ask for")
    heard = await converse(account)
    findings = compare([...ASKED, ...NOT_ASKED], heard)
  })
  afterAll(() => {
    if (account) process.stdout.write(`\n${report(findings, account)}\n`)
  })

  it("makes a session and gives it back", () => {
    expect(readings("created_session", "session")).toEqual(["understood", "understood"])
  })

  it("calculates, and knows the product", () => {
    expect(readings("calculation", "product")).toEqual(["understood", "understood"])
  })

  it("refuses a key that is none, a body that is none and a session that is none", () => {
    expect(["unauthorized", "forbidden"]).toContain(heard.answers.bad_key?.read)
    expect(readings("bad_body", "unknown_session")).toEqual(["rejected", "not_found"])
  })

  it("says nothing that differs from what docs/inbank-api.md assumes", () => {
    const different = findings.filter(({ verdict }) => verdict === "different")
    expect(different.map(({ section, field }) => `${section} ${field}`)).toEqual([])
  })
}
