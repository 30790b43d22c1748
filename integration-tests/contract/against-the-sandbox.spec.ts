import { demoShop, startSandbox, type FaultRequest, type Sandbox } from "../../src/sandbox"
import type { Account } from "../../src/domain/account/account"
import { ASKED } from "./assumptions"
import { compare, type Finding } from "./compare"
import { converse, QUESTIONS } from "./conversation"
import { demoAccount } from "./demo-account"
import { NOT_ASKED } from "./not-asked"
import { report } from "./report"

/** The contract tests must be able to fail: here they are held to an Inbank that is known. */
describe("The contract tests against the sandbox", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.reset())
  afterAll(async () => await sandbox.close())

  function account(): Account {
    const found = demoAccount({
      INBANK_DEMO_COUNTRY: "ee",
      INBANK_DEMO_SHOP_UUID: demoShop.shopUuid,
      INBANK_DEMO_API_KEY: demoShop.apiKey,
      INBANK_DEMO_PRODUCT_CODE: "hire_purchase",
      INBANK_DEMO_API_URL: sandbox.url,
    })
    if ("missing" in found) throw new Error(`missing: ${found.missing.join()}`)
    return found.account
  }

  async function findings(): Promise<Finding[]> {
    return compare([...ASKED, ...NOT_ASKED], await converse(account()))
  }

  async function fieldsWith(verdict: Finding["verdict"]): Promise<string[]> {
    return (await findings()).filter((finding) => finding.verdict === verdict).map(({ field }) => field)
  }

  it("find every answer understood or refused as it should be, and nothing different", async () => {
    const { answers } = await converse(account())
    expect(QUESTIONS.map((question) => [question, answers[question]?.read])).toEqual([
      ["product", "understood"],
      ["calculation", "understood"],
      ["created_session", "understood"],
      ["session", "understood"],
      ["unknown_session", "not_found"],
      ["unknown_contract", "not_found"],
      ["bad_key", "unauthorized"],
      ["bad_body", "rejected"],
    ])
    expect(await fieldsWith("different")).toEqual([])
    expect((await fieldsWith("confirmed")).length).toBeGreaterThan(20)
  })

  it("sign nothing and decide nothing", async () => {
    await findings()
    const { sessions, contracts } = sandbox.state()
    expect(sessions).toMatchObject([{ status: "pending" }])
    expect(contracts).toEqual([])
  })

  const status = (code: number, body: unknown = {}) =>
    ({ type: "status", status: code, body: JSON.stringify(body) }) as const
  const rewrite = (merge: Record<string, unknown>) => ({ type: "rewrite", merge }) as const
  const otherwise: [string, string, FaultRequest["kind"], string[]][] = [
    [
      "another id",
      "POST /pos-sessions",
      rewrite({ uuid: null, id: "7" }),
      ["id of a new session", "POST /pos-sessions as a whole"],
    ],
    [
      "an address by another name",
      "POST /pos-sessions",
      rewrite({ redirectUrl: null, redirect_url: "https://epos.inbank.ee/x" }),
      ["e-POS address of a new session"],
    ],
    [
      "an address at another host",
      "POST /pos-sessions",
      rewrite({ redirectUrl: "https://epos.example.com/x" }),
      ["host of e-POS"],
    ],
    ["amounts in cents", "GET /pos-sessions", rewrite({ totalAmount: 10_000 }), ["amounts in answers"]],
    [
      "no word of the purchase",
      "GET /pos-sessions",
      rewrite({ purchase: null }),
      ["`purchase.purchaseReference` of a session"],
    ],
    [
      "another name for the merchant's domain",
      "GET /pos-sessions",
      rewrite({ purchase: { merchant: { merchantDomainName: null, domain: "shop.example.com" } } }),
      ["`purchase.merchant.merchantDomainName`"],
    ],
    [
      "another first status",
      "GET /pos-sessions",
      rewrite({ status: "created" }),
      ["status of a new session"],
    ],
    ["rates in per cent", "POST /calculations", rewrite({ interestRateAnnual: 11.9 }), ["annual rates"]],
    ["no total cost", "POST /calculations", rewrite({ totalCost: null }), ["`totalCost` of a calculation"]],
    [
      "products under another path",
      "GET /products",
      status(404, { message: "not_found" }),
      ["GET products", "GET products as a whole"],
    ],
    [
      "no range of a product",
      "GET /products",
      rewrite({ product: { parameters: { min_amount: null } } }),
      ["`parameters` of a product"],
    ],
    [
      "another status for a session that was made",
      "POST /pos-sessions",
      status(200, { uuid: "1", redirectUrl: "https://a.inbank.ee" }),
      ["status of POST /pos-sessions", "GET /pos-sessions as a whole"],
    ],
    [
      "a second step of authentication",
      "POST /pos-sessions",
      status(403, { message: "token_is_missing" }),
      ["second step of authentication", "status of POST /pos-sessions", "POST /pos-sessions as a whole"],
    ],
  ]
  it.each(otherwise)("find different what Inbank says otherwise: %s", async (_, route, kind, fields) => {
    sandbox.faults.add({ route, kind })
    expect(await fieldsWith("different")).toEqual(fields)
  })

  it("find different a refusal in another shape", async () => {
    sandbox.faults.add({ route: "POST /pos-sessions", skip: 1, kind: status(422, { message: { a: 1 } }) })
    expect(await fieldsWith("different")).toEqual(["`message` of a 422"])
  })

  it("find different a body that is no session and is taken all the same", async () => {
    const kind = status(201, { uuid: "1", redirectUrl: sandbox.url })
    sandbox.faults.add({ route: "POST /pos-sessions", skip: 1, kind })
    expect(await fieldsWith("different")).toEqual(["422 for a bad body"])
  })

  it("find nothing but silence where nobody answers", async () => {
    sandbox.faults.add({ route: "*", times: null, kind: { type: "reset_before" } })
    expect(new Set((await findings()).map(({ verdict }) => verdict))).toEqual(new Set(["unknown"]))
  })

  it("print no credential", async () => {
    const printed = report(await findings(), account())
    expect(printed).toContain("confirmed: ")
    for (const secret of [demoShop.shopUuid, demoShop.apiKey, "hire_purchase"])
      expect(printed).not.toContain(secret)
  })
})
