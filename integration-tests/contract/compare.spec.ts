import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { ASKED } from "./assumptions"
import { compare, type Assumption, type Finding } from "./compare"
import type { Heard } from "./conversation"
import { demoAccount } from "./demo-account"
import { NOT_ASKED } from "./not-asked"
import { report } from "./report"

const silence: Heard = {
  asked: {
    country: "ee",
    redirectHosts: ["*.inbank.ee"],
    atInbank: true,
    amount: "300",
    currency: "EUR",
    purchaseReference: "contract-test-1",
    merchantDomainName: "shop.example.com",
  },
  answers: {},
}
const env = {
  INBANK_DEMO_COUNTRY: "ee",
  INBANK_DEMO_SHOP_UUID: "a93f1f44-d5dd-4469-bfcc-c1de9e969213",
  INBANK_DEMO_API_KEY: "sk_test/very+secret=KEY",
  INBANK_DEMO_PRODUCT_CODE: "hp_ee_7",
}

describe("Comparing what we assume with what Inbank said", () => {
  const assumption: Assumption = {
    section: "3.3",
    field: "status",
    weAssume: "201",
    hear: ({ answers }) =>
      answers.session ? { said: String(answers.session.status) } : { silent: "no answer" },
    agrees: (said) => said === "201",
  }
  const verdictFor = (status: number) =>
    compare([assumption], {
      ...silence,
      answers: { session: { status, body: {}, read: "understood" } },
    })

  it("confirms what was said as assumed", () => {
    expect(verdictFor(201)).toEqual([
      { section: "3.3", field: "status", weAssume: "201", inbankSaid: "201", verdict: "confirmed" },
    ])
  })

  it("calls different what was said otherwise", () => {
    expect(verdictFor(200)).toMatchObject([{ inbankSaid: "200", verdict: "different" }])
  })

  it("takes silence for nothing but unknown", () => {
    expect(compare([assumption], silence)).toMatchObject([{ inbankSaid: "(no answer)", verdict: "unknown" }])
    const findings = compare([...ASKED, ...NOT_ASKED], silence)
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(["unknown"]))
  })

  it("takes a refusal for no word about the fields of a good answer", () => {
    const refused = { status: 422, body: { message: "no" }, read: "rejected" } as const
    const findings = compare(ASKED, { ...silence, answers: { created_session: refused } })
    const byField = Object.fromEntries(findings.map(({ field, verdict }) => [field, verdict]))
    expect(byField).toMatchObject({
      "status of POST /pos-sessions": "different",
      "id of a new session": "unknown",
      "host of e-POS": "unknown",
    })
  })
})

describe("The table of assumptions", () => {
  const sheet = readFileSync(resolve(__dirname, "../../docs/inbank-api.md"), "utf8")
  /** Numbers of the sections between the legend and the list of open questions that mark something INFERRED. */
  const inferred = sheet
    .split(/^(?=#{2,3} \d)/m)
    .map((text) => ({ number: /^#{2,3} ([\d.]+?)\.? /.exec(text)?.[1] ?? "", text }))
    .filter(({ number, text }) => /^[1-6]/.test(number) && text.includes("INFER"))
    .map(({ number }) => number)
  const held = new Set([...ASKED, ...NOT_ASKED].map(({ section }) => section))

  it("has a line for each section of docs/inbank-api.md that marks something INFERRED", () => {
    expect(inferred.length).toBeGreaterThan(10)
    expect(inferred.filter((number) => !held.has(number))).toEqual([])
  })

  it("speaks of no section that docs/inbank-api.md does not have", () => {
    const there = [...held].filter((number) => new RegExp(`^#{2,3} ${number}\\.? `, "m").test(sheet))
    expect(there).toEqual([...held])
  })
})

describe("The report", () => {
  const found = demoAccount(env)
  if ("missing" in found) throw new Error(`missing: ${found.missing.join()}`)
  const finding: Finding = {
    section: "3.3",
    field: "id of a new session",
    weAssume: "`uuid`",
    inbankSaid: "missing; there are id",
    verdict: "different",
  }

  it("shows field, assumption, Inbank's words and the verdict", () => {
    expect(report([finding], found.account)).toContain(
      "different: 1\n  3.3  id of a new session\n         we assume: `uuid`\n         Inbank said: missing; there are id",
    )
  })

  it("holds no credential, whatever Inbank repeats of it", () => {
    const credentials = [env.INBANK_DEMO_API_KEY, env.INBANK_DEMO_SHOP_UUID, env.INBANK_DEMO_PRODUCT_CODE]
    const printed = report([{ ...finding, inbankSaid: `you sent ${credentials.join(", ")}` }], found.account)
    for (const credential of credentials) expect(printed).not.toContain(credential)
  })
})

describe("The demo's credentials", () => {
  it("are missing by name where they are not set", () => {
    expect(demoAccount({ ...env, INBANK_DEMO_API_KEY: "" })).toEqual({ missing: ["INBANK_DEMO_API_KEY"] })
  })

  it("lead to Inbank's demo and never to production, or to the address that was given", () => {
    expect(demoAccount(env)).toMatchObject({ account: { baseUrl: "https://demo-api.inbank.ee" } })
    expect(demoAccount({ ...env, INBANK_DEMO_API_URL: "http://127.0.0.1:4010" })).toMatchObject({
      account: { baseUrl: "http://127.0.0.1:4010" },
    })
  })
})
