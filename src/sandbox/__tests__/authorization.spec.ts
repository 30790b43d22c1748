import { demoShop, startSandbox, type Sandbox } from "../index"
import { call, contractUuidOf, openSession, productsPath, sessionBody, shopPath } from "./support"

const otherShop = { ...demoShop, shopUuid: "0f0f0f0f-0000-4000-8000-000000000002", apiKey: "other-key" }
const explicitDeny = "User is not authorized to access this resource with an explicit deny"

describe("The door of the API", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ shops: [demoShop, otherShop], sendCallbacks: false })
  })
  afterAll(() => sandbox.close())

  const routes: [string, string][] = [
    ["POST", `${shopPath}/calculations`],
    ["GET", `${productsPath}?product_code=split`],
    ["POST", `${shopPath}/pos-sessions`],
    ["GET", `${shopPath}/pos-sessions/a`],
    ["GET", `${shopPath}/contracts/a`],
    ["POST", `${shopPath}/contracts/a/merchant-approval`],
    ["POST", `${shopPath}/contracts/a/cancel`],
  ]

  it.each(routes)("refuses %s %s without a key", async (method, path) => {
    expect(await call(sandbox, method, path, undefined, null)).toEqual({
      status: 401,
      body: { message: "unauthorized" },
    })
  })

  it.each(routes)("refuses %s %s with an unknown key", async (method, path) => {
    const answer = await call(sandbox, method, path, undefined, "wrong")
    expect(answer).toEqual({ status: 401, body: { message: "unauthorized" } })
  })

  it.each(routes)("refuses %s %s with another shop's key", async (method, path) => {
    const answer = await call(sandbox, method, path, undefined, otherShop.apiKey)
    expect(answer).toEqual({ status: 403, body: { message: explicitDeny } })
  })

  it("hides a shop's sessions and contracts from another shop with its own key", async () => {
    const uuid = await openSession(sandbox)
    await sandbox.customer.approve(uuid)
    const contractUuid = await contractUuidOf(sandbox, uuid)
    const path = `/partner/v3/shops/${otherShop.shopUuid}`

    const session = await call(sandbox, "GET", `${path}/pos-sessions/${uuid}`, undefined, otherShop.apiKey)
    const approval = await call(
      sandbox,
      "POST",
      `${path}/contracts/${contractUuid}/merchant-approval`,
      undefined,
      otherShop.apiKey,
    )

    expect([session.status, approval.status]).toEqual([404, 404])
    expect(sandbox.contract(contractUuid)?.status).toBe("signed")
  })

  it.each([
    ["an address that Inbank does not have", "GET", `${shopPath}/nothing`],
    ["an address with a doubled slash", "POST", `//${shopPath.slice(1)}/pos-sessions`],
    ["products in version 3, which was never seen", "GET", `${shopPath}/products?product_code=split`],
    ["version 2's underscores", "POST", `/partner/v2/shops/${demoShop.shopUuid}/pos_sessions`],
  ])("knows nothing of %s", async (_name, method, path) => {
    expect(await call(sandbox, method, path)).toEqual({ status: 404, body: { message: "not_found" } })
  })

  it("answers 400 to a body that is not JSON", async () => {
    const answer = await call(sandbox, "POST", `${shopPath}/pos-sessions`, "{oops")
    expect(answer).toEqual({ status: 400, body: { message: "bad_request" } })
  })

  it("answers 413 to a body that is too large", async () => {
    const body = sessionBody({ padding: "x".repeat(70_000) })
    expect((await call(sandbox, "POST", `${shopPath}/pos-sessions`, body)).status).toBe(413)
  })

  it("answers 404 to a session and to contracts that do not exist", async () => {
    const answers = await Promise.all([
      call(sandbox, "GET", `${shopPath}/pos-sessions/none`),
      call(sandbox, "GET", `${shopPath}/contracts/none`),
      call(sandbox, "POST", `${shopPath}/contracts/none/cancel`),
    ])
    expect(answers).toEqual([
      { status: 404, body: { message: "not_found" } },
      { status: 404, body: { message: ["contract_not_found"] } },
      { status: 404, body: { message: "not_found" } },
    ])
  })
})
