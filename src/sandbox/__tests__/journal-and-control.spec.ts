import { routeOf } from "../api/routes"
import { demoShop, startSandbox, type Sandbox } from "../index"
import {
  activeContract,
  call,
  contractUuidOf,
  getContract,
  getSession,
  openSession,
  productsPath,
  shopPath,
} from "./support"

describe("The journal and the control routes", () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ sendCallbacks: false })
  })
  afterEach(() => sandbox.close())

  it("counts each route without version, shop and ids", async () => {
    const uuid = await openSession(sandbox)
    await sandbox.customer.approve(uuid)
    const contractUuid = await contractUuidOf(sandbox, uuid)
    await getSession(sandbox, uuid)
    await getContract(sandbox, contractUuid)
    await call(sandbox, "POST", `${shopPath}/contracts/${contractUuid}/merchant-approval`)
    await call(sandbox, "POST", `${shopPath}/contracts/${contractUuid}/cancel`)
    await call(sandbox, "POST", `${shopPath}/calculations`, {})
    await call(sandbox, "GET", `${productsPath}?product_code=split`)

    expect(sandbox.upstreamCounts()).toEqual({
      "POST /pos-sessions": 1,
      "GET /pos-sessions": 2,
      "GET /contracts": 1,
      "POST /contracts/merchant-approval": 1,
      "POST /contracts/cancel": 1,
      "POST /calculations": 1,
      "GET /products": 1,
    })
  })

  it("records what was asked and answered, refusals too, but never the key", async () => {
    await call(sandbox, "POST", `${shopPath}/calculations`, { amount: 5 }, "wrong")

    expect(sandbox.journal()).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        method: "POST",
        path: `${shopPath}/calculations`,
        route: "POST /calculations",
        status: 401,
        requestBody: { amount: 5 },
        responseBody: { message: "unauthorized" },
      },
    ])
    expect(JSON.stringify(sandbox.journal())).not.toContain("wrong")
  })

  it.each([
    ["POST", "/partner/v3/shops/a/contracts/b/cancel?x=1", "POST /contracts/cancel"],
    ["POST", "/partner/v3/shops/a/contracts/b/versions", "POST /contracts/versions"],
    ["POST", "/partner/v3/shops/a/contracts/b/versions/c/confirm", "POST /contracts/versions/confirm"],
    ["GET", "/partner/v3/shops/a/contracts/b/payment-schedules/c", "GET /contracts/payment-schedules"],
    ["GET", "/partner/v2/ping", "GET /partner/v2/ping"],
    ["POST", "/pos-sessions", "POST /pos-sessions"],
  ])("names the route of %s %s: %s", (method, path, route) => {
    expect(routeOf(method, path)).toBe(route)
  })

  it("records a request to a wrong address, but no visit to e-POS, portal, control or overview", async () => {
    const uuid = await openSession(sandbox)
    for (const path of ["/", "/portal", `/epos/${uuid}`, "/_sandbox/state"])
      await fetch(`${sandbox.url}${path}`)
    await call(sandbox, "GET", "/v3/nothing")

    expect(sandbox.upstreamCounts()).toEqual({ "POST /pos-sessions": 1, "GET /v3/nothing": 1 })
  })

  it("gives out copies that do not change its memory", async () => {
    const uuid = await openSession(sandbox)
    const session = sandbox.session(uuid)
    if (session) session.status = "completed"
    expect(sandbox.session(uuid)?.status).toBe("pending")
    expect(sandbox.session("none")).toBeUndefined()
  })

  it("forgets sessions, contracts, callbacks and journal on reset, but not the shops", async () => {
    await sandbox.customer.approve(await openSession(sandbox))
    sandbox.reset()

    expect(sandbox.state()).toEqual({ sessions: [], contracts: [], callbacks: [] })
    expect([sandbox.journal(), sandbox.upstreamCounts()]).toEqual([[], {}])
    await expect(openSession(sandbox)).resolves.toBeDefined()
  })

  it("lets a script act for customer and merchant over HTTP", async () => {
    const uuid = await openSession(sandbox)
    const act = (path: string) => call(sandbox, "POST", `/_sandbox/${path}`, undefined, null)

    const signed = await act(`sessions/${uuid}/approve`)
    expect(signed).toMatchObject({ status: 200, body: { session: { uuid, status: "granted" } } })
    expect(signed.body["redirect"]).toContain("hmac=")

    const contractUuid = await contractUuidOf(sandbox, uuid)
    expect((await act(`contracts/${contractUuid}/approve`)).body).toMatchObject({
      contract: { status: "activated" },
    })
    expect((await act(`contracts/${contractUuid}/withdraw`)).body).toMatchObject({
      contract: { status: "terminated" },
    })
    expect((await act(`contracts/${contractUuid}/cancel`)).status).toBe(409)
    expect((await act(`sessions/${uuid}/decline`)).status).toBe(409)
    expect((await act("sessions/none/cancel")).status).toBe(404)
    expect((await act("nothing")).status).toBe(404)
  })

  it("lets a script do over HTTP what people do after the sale", async () => {
    const uuid = await activeContract(sandbox)
    const act = (path: string, body?: unknown) => call(sandbox, "POST", `/_sandbox/${path}`, body, null)

    expect((await act(`contracts/${uuid}/forbid-withdrawal`, { why: "too late" })).body).toMatchObject({
      contract: { withdrawalForbidden: "too late" },
    })
    const { contract } = (await act(`contracts/${uuid}/allow-withdrawal`)).body
    expect(contract).not.toHaveProperty("withdrawalForbidden")

    expect((await act("payouts/hold")).body).toEqual({ held: true })
    sandbox.clock.advance(48 * 60 * 60 * 1000)
    expect(sandbox.contract(uuid)).not.toHaveProperty("paidOutAt")
    expect((await act(`contracts/${uuid}/pay-out`)).body).toMatchObject({
      contract: { paidOutAt: expect.any(String) },
    })
    expect((await act(`contracts/${uuid}/pay-out`)).status).toBe(409)
    expect((await act("payouts/resume")).body).toEqual({ held: false })

    expect((await act(`contracts/${uuid}/return-part`, { amount: 30 })).body).toMatchObject({
      refunded: 30,
      contract: { uuid, returned: 30 },
    })
    expect((await act(`contracts/${uuid}/return-part`, { amount: "30" })).status).toBe(400)
    expect((await act(`contracts/${uuid}/return-part`, { amount: 270 })).status).toBe(409)
    expect((await act(`contracts/${uuid}/repay-early`)).body).toMatchObject({
      contract: { status: "terminated", terminationReason: "repaid_early" },
    })
    expect((await act(`contracts/${uuid}/withdraw`)).status).toBe(409)
    expect((await call(sandbox, "GET", `/_sandbox/contracts/${uuid}`, undefined, null)).body).toMatchObject({
      refunded: 30,
      contract: { uuid },
    })
    expect((await call(sandbox, "GET", "/_sandbox/contracts/none", undefined, null)).status).toBe(404)
  })

  it("shows on its page that payouts are held", async () => {
    const shown = async (): Promise<string> => (await fetch(sandbox.url)).text()
    expect(await shown()).not.toContain("Payouts are held")
    sandbox.payouts.hold()
    expect(await shown()).toContain("Payouts are held")
  })

  it("tells its state and journal over HTTP and forgets them when asked", async () => {
    const uuid = await openSession(sandbox)
    const state = await call(sandbox, "GET", "/_sandbox/state", undefined, null)
    const journal = await call(sandbox, "GET", "/_sandbox/journal", undefined, null)
    expect(state.body).toMatchObject({ sessions: [{ uuid }], contracts: [], callbacks: [] })
    expect(journal.body).toMatchObject({
      journal: [{ route: "POST /pos-sessions", status: 201 }],
      upstreamCounts: { "POST /pos-sessions": 1 },
    })

    await call(sandbox, "POST", "/_sandbox/reset", undefined, null)
    expect(sandbox.state().sessions).toEqual([])
  })

  it("explains itself, its shops and its addresses on a page", async () => {
    const text = await (await fetch(sandbox.url)).text()
    for (const shown of [
      demoShop.shopUuid,
      demoShop.apiKey,
      sandbox.url,
      "pay_next_month",
      "/_sandbox/journal",
    ]) {
      expect(text).toContain(shown)
    }
  })

  it("refuses shops that contradict themselves, with a sentence", async () => {
    await expect(startSandbox({ shops: [] })).rejects.toThrow("The sandbox needs at least one shop.")
    await expect(startSandbox({ shops: [demoShop, { ...demoShop, apiKey: "b" }] })).rejects.toThrow(
      "Two of the sandbox's shops have the same shopUuid.",
    )
    const payNextMonth = { ...demoShop.products[3], merchantApproval: true }
    await expect(startSandbox({ shops: [{ ...demoShop, products: [payNextMonth] }] })).rejects.toThrow(
      "Pay next month knows no merchant approval.",
    )
  })
})
