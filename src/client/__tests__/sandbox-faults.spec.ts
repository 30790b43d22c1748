import { demoShop, startSandbox, type FaultKind, type Sandbox } from "../../sandbox"
import { InbankClient } from "../index"
import { failureOf, sessionRequest } from "./harness"

/** What only a bank with a memory can show: whether it acted or not when no good answer came. */
let sandbox: Sandbox
let client: InbankClient

beforeAll(async () => {
  sandbox = await startSandbox({ sendCallbacks: false })
})
beforeEach(() => {
  sandbox.reset()
  client = new InbankClient({
    baseUrl: sandbox.url,
    shopUuid: demoShop.shopUuid,
    apiKey: demoShop.apiKey,
    // Long for a machine that has much else to do, short for the few tests in which no answer comes.
    timeoutMs: 2_000,
  })
})
afterEach(() => client.close())
afterAll(() => sandbox.close())

const request = { ...sessionRequest, productCode: "hire_purchase", totalAmount: "329.90" }

async function granted(): Promise<{ session: string; contract: string }> {
  const { uuid } = await client.posSessions.create(request)
  await sandbox.customer.approve(uuid)
  return { session: uuid, contract: sandbox.session(uuid)?.creditContractUuid ?? "" }
}

const page = "<html>502 Bad Gateway</html>"

describe("an approval without a good answer may have acted, and a GET tells", () => {
  const acting: [string, FaultKind, string][] = [
    ["was carried out and the connection reset", { type: "reset_after" }, "timed_out"],
    ["was carried out and never answered", { type: "hang_after" }, "timed_out"],
    [
      "was carried out and a gateway answered 502",
      { type: "status_after", status: 502, body: page },
      "server_error",
    ],
  ]
  const notActing: [string, FaultKind, string][] = [
    ["was lost with the connection", { type: "reset_before" }, "timed_out"],
    ["was left lying", { type: "hang_before" }, "timed_out"],
    ["was held back by a gateway's 503", { type: "status", status: 503, body: page }, "server_error"],
  ]
  it.each([
    ...acting.map((row) => [...row, "completed"] as const),
    ...notActing.map((row) => [...row, "granted"] as const),
  ])("when it %s", async (_, kind, failure, status) => {
    const { session, contract } = await granted()
    sandbox.faults.add({ route: "POST /contracts/merchant-approval", kind })

    const error = await failureOf(client.contracts.approve(contract))
    expect(error).toMatchObject({ kind: failure, mayHaveActed: true })
    expect((await client.posSessions.get(session)).status).toBe(status)
    expect(sandbox.upstreamCounts()).toMatchObject({ "POST /contracts/merchant-approval": 1 })
  })

  it("and may act long after the client gave it up", async () => {
    const { session, contract } = await granted()
    const { id } = sandbox.faults.add({
      route: "POST /contracts/merchant-approval",
      uuid: contract,
      kind: { type: "hang_before" },
    })
    await failureOf(client.contracts.approve(contract))
    expect((await client.posSessions.get(session)).status).toBe("granted")

    sandbox.faults.release(id)
    expect((await client.posSessions.get(session)).status).toBe("completed")
    expect((await failureOf(client.contracts.approve(contract))).codes).toEqual(["can_not_approve"])
  })
})

describe("a session whose making has no good answer", () => {
  it.each<[string, FaultKind, string, number]>([
    ["cut in the middle of its body", { type: "cut_body" }, "timed_out", 1],
    ["too slow in the middle of its body", { type: "slow_body", milliseconds: 5_000 }, "timed_out", 1],
    ["without its redirectUrl", { type: "rewrite", merge: { redirectUrl: null } }, "malformed_answer", 1],
    ["that is half of its JSON", { type: "body", body: '{"uuid":"5e3a' }, "malformed_answer", 1],
    ["that is empty", { type: "body", body: "" }, "malformed_answer", 1],
    ["lost before it was made", { type: "reset_before" }, "timed_out", 0],
  ])("may exist with an answer %s, and is never asked for twice", async (_, kind, failure, made) => {
    sandbox.faults.add({ route: "POST /pos-sessions", kind })
    expect(await failureOf(client.posSessions.create(request))).toMatchObject({
      kind: failure,
      mayHaveActed: true,
    })
    expect(sandbox.state().sessions).toHaveLength(made)
    expect(sandbox.upstreamCounts()).toEqual({ "POST /pos-sessions": 1 })
  })
})

describe("a GET that nobody waits for", () => {
  it("gets through two failures of different kinds to the true status", async () => {
    const { session } = await granted()
    const route = "GET /pos-sessions"
    sandbox.faults.add({ route, kind: { type: "cut_body" } })
    sandbox.faults.add({ route, kind: { type: "status", status: 500 } })

    expect((await client.posSessions.get(session)).status).toBe("granted")
    expect(sandbox.upstreamCounts()).toMatchObject({ "GET /pos-sessions": 3 })
  })

  it("waits as Retry-After asks before it looks again", async () => {
    const { session } = await granted()
    const limit: FaultKind = { type: "status", status: 429, headers: { "Retry-After": "1" } }
    const { id } = sandbox.faults.add({ route: "GET /pos-sessions", kind: limit })

    const started = performance.now()
    const asking = client.posSessions.get(session)
    await sandbox.faults.befallen(id)
    expect((await asking).status).toBe("granted")
    expect(performance.now() - started).toBeGreaterThanOrEqual(990)
  })

  it("takes a true answer as it is after a delay within its time", async () => {
    const { session } = await granted()
    sandbox.faults.add({ route: "*", kind: { type: "none" }, delayMilliseconds: 100 })
    expect((await client.posSessions.get(session)).status).toBe("granted")
    expect(sandbox.upstreamCounts()).toMatchObject({ "GET /pos-sessions": 1 })
  })
})

describe("an answer of a bank that speaks otherwise", () => {
  it("keeps a status that nobody has heard of, with fields that nobody knows", async () => {
    const { session } = await granted()
    const merge = { status: "on_hold", reviewer: { team: "risk" } }
    sandbox.faults.add({ route: "GET /pos-sessions", kind: { type: "rewrite", merge } })
    expect((await client.posSessions.get(session)).status).toBe("on_hold")
    expect((await client.posSessions.get(session)).status).toBe("granted")
  })

  it.each([
    ["an amount in words", { totalAmount: "a lot" }],
    ["no status", { status: null }],
    ["a status that is an object", { status: { name: "completed" } }],
    ["another session's uuid", { uuid: "788ec8c4-c497-470b-8505-2303f151d427" }],
  ])("is malformed with %s", async (_, merge) => {
    const { session } = await granted()
    sandbox.faults.add({ route: "GET /pos-sessions", kind: { type: "rewrite", merge } })
    expect(await failureOf(client.posSessions.get(session))).toMatchObject({
      kind: "malformed_answer",
      mayHaveActed: false,
    })
  })
})
