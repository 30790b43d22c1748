import { startSandbox, type Sandbox } from "../../../index"
import {
  call,
  getSession,
  look,
  openSession,
  shopPath,
  startShopServer,
  type Answer,
} from "../../../__tests__/support"

describe("The control routes for misbehaviour", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => new Date("2030-01-01T12:00:00Z") })
  })
  beforeEach(() => sandbox.reset())
  afterAll(() => sandbox.close())

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    call(sandbox, method, `/_sandbox/${path}`, body, null)

  it("add, list and remove faults", async () => {
    const uuid = await openSession(sandbox)
    const route = "GET /pos-sessions"
    const kind = { type: "status", status: 503, headers: { "Retry-After": "9" }, body: "{}" }
    const added = await ask("POST", "faults", { route, times: null, kind })
    expect(added).toMatchObject({
      status: 200,
      body: { fault: { route, times: null, skip: 0, befell: 0, kind } },
    })

    expect((await getSession(sandbox, uuid)).status).toBe(503)
    const listed = await ask("GET", "faults")
    expect(listed.body).toMatchObject({ faults: [{ route, befell: 1 }] })
    expect(listed.body).toEqual({ faults: sandbox.faults.list() })

    const [fault] = sandbox.faults.list()
    expect(await ask("DELETE", `faults/${fault?.id}`)).toEqual({ status: 200, body: { faults: [] } })
    expect((await getSession(sandbox, uuid)).status).toBe(200)
  })

  it("release what hangs, and clear all faults", async () => {
    const uuid = await openSession(sandbox)
    const read = () => look(sandbox, "GET", `${shopPath}/pos-sessions/${uuid}`)
    await ask("POST", "faults", { route: "*", times: null, kind: { type: "hang_before" } })
    const id = sandbox.faults.list()[0]?.id ?? ""

    const first = read()
    await sandbox.faults.befallen(id)
    expect((await ask("POST", `faults/${id}/release`)).body).toMatchObject({ faults: [{ id, befell: 1 }] })
    expect((await first).status).toBe(200)

    const second = read()
    await sandbox.faults.befallen(id, 2)
    expect((await ask("DELETE", "faults")).body).toEqual({ faults: [] })
    expect((await second).status).toBe(200)
  })

  it("pause, resume, disturb and calm callbacks", async () => {
    const plan = { lose: false, copies: 1, delayMilliseconds: 0, hold: true, signature: "good", times: null }
    const now = async () => (await ask("GET", "callbacks")).body

    await ask("POST", "callbacks/pause")
    expect(await now()).toEqual({ paused: true, disturbance: null, held: [] })
    await ask("POST", "callbacks/resume")
    expect((await ask("POST", "callbacks/disturb", { hold: true })).status).toBe(200)
    expect(await now()).toEqual({ paused: false, disturbance: plan, held: [] })
    await ask("POST", "callbacks/calm")
    expect(await now()).toEqual({ paused: false, disturbance: null, held: [] })
  })

  it("release and repeat callbacks", async () => {
    const shop = await startShopServer()
    const uuid = await openSession(sandbox, {}, shop.url)
    await ask("POST", "callbacks/disturb", { hold: true })
    await sandbox.customer.approve(uuid)
    expect((await ask("GET", "callbacks")).body).toMatchObject({
      held: [{ sessionUuid: uuid, result: "held" }],
    })
    await sandbox.customer.cancel(uuid)

    expect((await ask("POST", "callbacks/release", { order: "reversed" })).body).toMatchObject({ held: [] })
    expect((await ask("POST", `callbacks/${uuid}/repeat`, { copies: 2 })).status).toBe(200)
    expect((await ask("POST", `callbacks/${uuid}/repeat`)).status).toBe(200)
    await shop.close()
    expect(shop.received.map(({ fields }) => /"status":"(\w+)"/.exec(fields["message"] ?? "")?.[1])).toEqual([
      "cancelled",
      "granted",
      "cancelled",
      "cancelled",
      "cancelled",
    ])
  })

  it("tell, move and reset the clock", async () => {
    const times = [
      await ask("GET", "clock"),
      await ask("POST", "clock", { advanceMilliseconds: 1000 }),
      await ask("POST", "clock", { now: "2031-01-01T02:00:00+02:00" }),
      await ask("DELETE", "clock"),
    ]
    expect(times.map(({ body }) => body["now"])).toEqual([
      "2030-01-01T12:00:00.000Z",
      "2030-01-01T12:00:01.000Z",
      "2031-01-01T00:00:00.000Z",
      "2030-01-01T12:00:00.000Z",
    ])
  })

  it("expire sessions: those that are due, or every open one", async () => {
    const uuid = await openSession(sandbox)
    expect(await ask("POST", "expire")).toEqual({ status: 200, body: { expired: [] } })
    expect((await ask("POST", "expire", { evenIfStillValid: true })).body).toEqual({ expired: [uuid] })
    expect(sandbox.session(uuid)?.status).toBe("expired")
  })

  it("take JSON whatever the client calls it, as curl does", async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: JSON.stringify({ route: "*", kind: { type: "reset_before" } }),
    })
    expect(response.status).toBe(200)
    expect(sandbox.faults.list()).toMatchObject([{ kind: { type: "reset_before" } }])
  })

  it.each([
    ["faults", "{oops", "The body is not JSON."],
    ["faults", [], "This is no fault: Invalid input: expected object, received array."],
    ["faults", { route: "*" }, "This is no fault: kind: expected one of the types none, status,"],
    [
      "faults",
      { route: "*", kind: { type: "cut" } },
      "This is no fault: kind.type: expected one of the types none, status, status_after, reset_before, reset_after, " +
        "hang_before, hang_after, slow_body, cut_body, body, rewrite.",
    ],
    ["callbacks/disturb", { copies: "3" }, "copies: Invalid input: expected number, received string."],
    [
      "callbacks/release",
      { order: "random" },
      'order: Invalid option: expected one of "as_sent"|"reversed".',
    ],
    ["callbacks/a/repeat", { copies: 0 }, "copies: Too small"],
    [
      "clock",
      {},
      "it takes either advanceMilliseconds, a number, or now, a time as in 2030-01-01T12:00:00Z.",
    ],
    [
      "clock",
      { now: "tomorrow" },
      "This is no move of the clock: now: expected a time as in 2030-01-01T12:00:00Z.",
    ],
    ["clock", { advanceMilliseconds: 1e300 }, "The sandbox's clock cannot go that far."],
    ["expire", { even: true }, 'This is no expiry: Unrecognized key: "even".'],
  ])("refuse at %s the body %j with a sentence", async (path, body, sentence) => {
    const { status, body: answer } = await ask("POST", path, body)
    expect(status).toBe(400)
    expect(answer["message"]).toContain(sentence)
  })

  it.each([
    ["DELETE", "faults/fault-0", "There is no fault fault-0 in the sandbox."],
    ["POST", "faults/fault-0/release", "There is no fault fault-0 in the sandbox."],
    ["POST", "callbacks/none/repeat", "There has been no callback of the POS session none."],
    ["POST", "callbacks", "The sandbox has no such control route."],
  ])("answer 404 to %s %s", async (method, path, message) => {
    expect(await ask(method, path)).toEqual({ status: 404, body: { message } })
  })

  it("are named on the overview when they disturb something", async () => {
    const page = async () => (await fetch(sandbox.url)).text()
    expect(await page()).not.toContain("Disturbed")

    sandbox.faults.add({ route: "GET /contracts", uuid: "c-1", kind: { type: "cut_body" } })
    sandbox.callbacks.disturb({ hold: true })
    await sandbox.customer.decline(await openSession(sandbox))
    sandbox.callbacks.pause()
    sandbox.clock.advance(60_000)
    const text = await page()
    for (const shown of [
      "Fault: cut_body for GET /contracts c-1",
      "Callbacks are paused",
      "Callbacks are disturbed",
      "Callbacks held: 1",
      "The clock says 1 Jan 2030, 12:01 UTC",
    ]) {
      expect(text).toContain(shown)
    }
  })
})
