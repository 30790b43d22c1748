import { readFaultRequest } from "../fault-request"
import { apiRoutes, startSandbox, type FaultKind, type FaultRequest, type Sandbox } from "../index"
import { getSession, look, openSession, sessionBody, shopPath, until, type Seen } from "./support"

describe("A fault of the API", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ sendCallbacks: false })
  })
  beforeEach(() => sandbox.reset())
  afterAll(() => sandbox.close())

  const sessions = `${shopPath}/pos-sessions`
  const create = (signal?: AbortSignal): Promise<Seen> =>
    look(sandbox, "POST", sessions, { body: sessionBody(), signal })
  const read = (uuid: string): Promise<Seen> => look(sandbox, "GET", `${sessions}/${uuid}`)
  const plan = (kind: FaultKind, changes: Partial<FaultRequest> = {}) =>
    sandbox.faults.add({ route: "POST /pos-sessions", kind, ...changes })
  const acted = (): boolean => sandbox.state().sessions.length > 0
  const entry = () => sandbox.journal()[0]

  describe("of the kind", () => {
    it("status is answered instead of acting, with the text as it is given", async () => {
      const page = "<html>502 Bad Gateway</html>"
      plan({ type: "status", status: 502, headers: { "Content-Type": "text/html" }, body: page })
      const seen = await create()

      expect(seen).toMatchObject({ status: 502, headers: { "content-type": "text/html" }, text: page })
      expect(acted()).toBe(false)
      expect(entry()).toMatchObject({ fault: "status", acted: false, status: 502, responseBody: page })
    })

    it("status carries headers, and an empty body when none is given", async () => {
      plan({ type: "status", status: 429, headers: { "Retry-After": "7" } })
      expect(await create()).toMatchObject({ status: 429, text: "", headers: { "retry-after": "7" } })
      expect(entry()).not.toHaveProperty("responseBody")
    })

    it("status needs no key: it stands before the bank", async () => {
      plan({ type: "status", status: 503, body: '{"message":"down"}' })
      const response = await fetch(`${sandbox.url}${sessions}`, { method: "POST" })
      expect([response.status, await response.json()]).toEqual([503, { message: "down" }])
    })

    it("status_after acts, then answers otherwise", async () => {
      plan({ type: "status_after", status: 500 })
      expect(await create()).toMatchObject({ status: 500, text: "" })
      expect(acted()).toBe(true)
      expect(entry()).toMatchObject({ fault: "status_after", acted: true, status: 500 })
    })

    it("reset_before resets the connection without acting", async () => {
      plan({ type: "reset_before" })
      expect(await create()).toEqual({ headers: {}, text: "", error: "ECONNRESET" })
      expect(acted()).toBe(false)
      expect(entry()).toMatchObject({ fault: "reset_before", acted: false })
      expect(entry()).not.toHaveProperty("status")
    })

    it("reset_after acts, then resets the connection without an answer", async () => {
      plan({ type: "reset_after" })
      expect(await create()).toEqual({ headers: {}, text: "", error: "ECONNRESET" })
      expect(acted()).toBe(true)
      expect(entry()).toMatchObject({ fault: "reset_after", acted: true })
      expect(entry()).not.toHaveProperty("status")
    })

    it("hang_before acts and answers only when it is released", async () => {
      const { id } = plan({ type: "hang_before" })
      const answer = create()
      await sandbox.faults.befallen(id)
      expect(acted()).toBe(false)
      expect(sandbox.upstreamCounts()).toEqual({ "POST /pos-sessions": 1 })
      expect(entry()).toMatchObject({ fault: "hang_before", acted: false })

      sandbox.faults.release(id)
      expect((await answer).status).toBe(201)
      expect(acted()).toBe(true)
      expect(entry()).toMatchObject({ fault: "hang_before", acted: true, status: 201 })
    })

    it("hang_after has acted while it hangs, and answers when it is released", async () => {
      const { id } = plan({ type: "hang_after" })
      const answer = create()
      await sandbox.faults.befallen(id)
      expect(acted()).toBe(true)
      expect(entry()).toMatchObject({ fault: "hang_after", acted: true })
      expect(entry()).not.toHaveProperty("status")

      sandbox.faults.release(id)
      expect((await answer).status).toBe(201)
      expect(entry()).toMatchObject({ status: 201, responseBody: { status: "pending" } })
    })

    it("hang_before acts when it is released though the client has given up", async () => {
      const { id } = plan({ type: "hang_before" })
      const controller = new AbortController()
      const answer = create(controller.signal)
      await sandbox.faults.befallen(id)
      controller.abort()
      expect(await answer).toMatchObject({ error: "ABORT_ERR" })

      sandbox.faults.release(id)
      await until(acted)
      expect((await create()).status).toBe(201)
    })

    it("slow_body sends the second half after its time", async () => {
      const { id } = plan({ type: "slow_body", milliseconds: 80 })
      const started = performance.now()
      const answer = create()
      await sandbox.faults.befallen(id)
      expect(acted()).toBe(true)

      const { status, text } = await answer
      expect(performance.now() - started).toBeGreaterThanOrEqual(75)
      expect([status, JSON.parse(text)]).toMatchObject([201, { status: "pending" }])
    })

    it("cut_body sends headers and half of the body, then resets", async () => {
      plan({ type: "cut_body" })
      const { status, headers, text, error } = await create()

      expect([status, error]).toEqual([201, "ECONNRESET"])
      expect(text.length).toBe(Math.floor(Number(headers["content-length"]) / 2))
      expect(text).toContain('{"uuid":')
      expect(acted()).toBe(true)
      expect(entry()).toMatchObject({ fault: "cut_body", acted: true, status: 201, responseBody: text })
    })

    it("body acts and answers with the usual status and this text", async () => {
      for (const body of ['{"uuid":', ""]) {
        plan({ type: "body", body })
        expect(await create()).toMatchObject({ status: 201, text: body })
      }
      expect(sandbox.state().sessions).toHaveLength(2)
    })

    it("rewrite changes, adds and removes fields of the JSON answer, also inside of objects", async () => {
      const merge = {
        status: "on_hold",
        totalAmount: "a lot",
        locale: null,
        extra: { deep: [1] },
        purchase: { purchaseReference: "another", description: null },
      }
      plan({ type: "rewrite", merge })
      const { status, text } = await create()

      const rewritten: unknown = JSON.parse(text)
      expect(status).toBe(201)
      expect(rewritten).toMatchObject({
        productCode: "hire_purchase",
        status: "on_hold",
        totalAmount: "a lot",
        extra: { deep: [1] },
        purchase: { purchaseReference: "another", merchant: { merchantDomainName: "shop.example.com" } },
      })
      expect(rewritten).not.toHaveProperty("locale")
      expect(rewritten).not.toHaveProperty("purchase.description")
      expect(entry()).toMatchObject({ fault: "rewrite", responseBody: rewritten })
      expect(sandbox.state().sessions[0]).toMatchObject({ status: "pending", totalAmount: 300 })
    })

    it("none only delays", async () => {
      const { id } = plan({ type: "none" }, { delayMilliseconds: 80 })
      const started = performance.now()
      const answer = create()
      await sandbox.faults.befallen(id)
      expect(acted()).toBe(false)
      expect((await answer).status).toBe(201)
      expect(performance.now() - started).toBeGreaterThanOrEqual(75)
    })
  })

  it("may come after a delay, whatever its kind", async () => {
    plan({ type: "status", status: 504 }, { delayMilliseconds: 80 })
    const started = performance.now()
    expect((await create()).status).toBe(504)
    expect(performance.now() - started).toBeGreaterThanOrEqual(75)
  })

  describe("on an answer without a body", () => {
    const cancel = async (kind: FaultKind): Promise<Seen> => {
      const uuid = await openSession(sandbox)
      await sandbox.customer.approve(uuid)
      plan(kind, { route: "POST /contracts/cancel" })
      const contractUuid = sandbox.session(uuid)?.creditContractUuid ?? ""
      return look(sandbox, "POST", `${shopPath}/contracts/${contractUuid}/cancel`)
    }

    it("slow_body makes all of it wait", async () => {
      const started = performance.now()
      expect(await cancel({ type: "slow_body", milliseconds: 80 })).toMatchObject({ status: 204, text: "" })
      expect(performance.now() - started).toBeGreaterThanOrEqual(75)
    })

    it("cut_body acts and resets", async () => {
      expect(await cancel({ type: "cut_body" })).toMatchObject({ error: "ECONNRESET" })
      expect(sandbox.state().sessions[0]?.status).toBe("cancelled")
    })

    it("rewrite leaves it as it is", async () => {
      expect(await cancel({ type: "rewrite", merge: { a: 1 } })).toMatchObject({ status: 204, text: "" })
    })
  })

  describe("befalls", () => {
    const down: FaultKind = { type: "status", status: 503 }
    const statuses = async (count: number): Promise<unknown[]> => {
      const seen: unknown[] = []
      for (let asked = 0; asked < count; asked += 1) seen.push((await create()).status)
      return seen
    }

    it("one request and is spent, unless it is told otherwise", async () => {
      plan(down)
      expect(await statuses(2)).toEqual([503, 201])
    })

    it("so many requests after so many spared ones", async () => {
      plan(down, { skip: 1, times: 2 })
      expect(await statuses(4)).toEqual([201, 503, 503, 201])
    })

    it("every request until it is removed", async () => {
      const { id } = plan(down, { times: null })
      expect(await statuses(3)).toEqual([503, 503, 503])
      sandbox.faults.remove(id)
      expect(await statuses(1)).toEqual([201])
    })

    it("in the order in which faults were added, each in its turn", async () => {
      plan({ type: "status", status: 500 })
      plan({ type: "status", status: 502 }, { times: 2 })
      expect(await statuses(4)).toEqual([500, 502, 502, 201])
    })

    it("its own route only, or every route with an asterisk", async () => {
      const uuid = await openSession(sandbox)
      plan(down, { times: null })
      expect((await read(uuid)).status).toBe(200)
      plan(down, { route: "*", times: null })
      expect((await read(uuid)).status).toBe(503)
      expect((await look(sandbox, "GET", "/nothing/there")).status).toBe(503)
    })

    it("only requests about the session that it names", async () => {
      const [first, second] = [await openSession(sandbox), await openSession(sandbox)]
      plan(down, { route: "GET /pos-sessions", uuid: second, times: null })
      expect([(await read(first)).status, (await read(second)).status]).toEqual([200, 503])
    })
  })

  it("carries a request out as late as it is released: a session may have expired by then", async () => {
    let now = new Date("2030-01-01T12:00:00Z")
    const other = await startSandbox({ now: () => now })
    const uuid = await openSession(other, { validUntil: "2030-01-01T13:00:00Z" })
    const { id } = other.faults.add({ route: "GET /pos-sessions", kind: { type: "hang_before" } })
    const answer = getSession(other, uuid)
    await other.faults.befallen(id)
    now = new Date("2030-01-01T13:00:00Z")
    other.faults.release(id)

    expect((await answer).body["status"]).toBe("expired")
    await other.close()
  })

  it("is listed with its defaults and how many requests it has befallen, spent or not", async () => {
    plan({ type: "reset_before" })
    await create()
    expect(sandbox.faults.list()).toEqual([
      {
        id: expect.stringMatching(/^fault-\d+$/),
        route: "POST /pos-sessions",
        skip: 0,
        times: 1,
        delayMilliseconds: 0,
        kind: { type: "reset_before" },
        befell: 1,
      },
    ])
  })

  it("can be awaited until it has befallen several requests, also when that is past", async () => {
    const { id } = plan({ type: "hang_after" }, { times: 2 })
    const answers = Promise.all([create(), create()])
    await sandbox.faults.befallen(id, 2)
    await sandbox.faults.befallen(id)
    sandbox.faults.release(id)
    expect((await answers).map(({ status }) => status)).toEqual([201, 201])
  })

  it("may befall many requests at once, which are released together", async () => {
    const { id } = plan({ type: "hang_after" }, { times: null })
    const answers = Promise.all(Array.from({ length: 30 }, () => create()))
    await sandbox.faults.befallen(id, 30)
    sandbox.faults.release(id)
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([201]))
  })

  it("can not be awaited in vain: it says that it was removed, is unknown or befalls fewer", async () => {
    const { id } = plan({ type: "reset_before" })
    const waiting = sandbox.faults.befallen(id)
    const tooMany = sandbox.faults.befallen(id, 2)
    sandbox.faults.remove(id)

    await expect(waiting).rejects.toThrow(`The fault ${id} was removed when it had befallen 0 of 1.`)
    await expect(tooMany).rejects.toThrow(`The fault ${id} befalls no more than 1 request(s).`)
    await expect(sandbox.faults.befallen(id)).rejects.toThrow(`There is no fault ${id} in the sandbox.`)
    expect(() => sandbox.faults.release(id)).toThrow(`There is no fault ${id} in the sandbox.`)
  })

  it.each(["remove", "clear"] as const)("lets go what hangs on %s", async (how) => {
    const { id } = plan({ type: "hang_before" }, { times: null })
    const answer = create()
    await sandbox.faults.befallen(id)
    if (how === "remove") sandbox.faults.remove(id)
    else sandbox.faults.clear()

    expect((await answer).status).toBe(201)
    expect(sandbox.faults.list()).toEqual([])
  })

  it("that is removed during its delay does not hang afterwards", async () => {
    const { id } = plan({ type: "hang_before" }, { delayMilliseconds: 50 })
    const answer = create()
    await until(() => sandbox.journal().length > 0)
    sandbox.faults.remove(id)
    expect((await answer).status).toBe(201)
  })

  it.each([
    ["hang_before", { type: "hang_before" }, 0],
    ["hang_after", { type: "hang_after" }, 0],
    ["a long delay", { type: "none" }, 60_000],
  ] satisfies [string, FaultKind, number][])(
    "of %s is dropped on reset: nothing of it reaches the fresh sandbox",
    async (_name, kind, delayMilliseconds) => {
      const { id } = plan(kind, { delayMilliseconds })
      const answer = create()
      await sandbox.faults.befallen(id)
      sandbox.reset()

      expect(await answer).toMatchObject({ error: "ECONNRESET" })
      expect(sandbox.faults.list()).toEqual([])
      expect(sandbox.journal()).toEqual([])
      expect(acted()).toBe(false)
      expect((await create()).status).toBe(201)
    },
  )

  it.each(["hang_before", "hang_after"] as const)("of %s does not hold up the end", async (type) => {
    const other = await startSandbox()
    const { id } = other.faults.add({ route: "POST /pos-sessions", kind: { type } })
    const answer = look(other, "POST", sessions, { body: sessionBody() })
    await other.faults.befallen(id)
    await other.close()
    expect(await answer).toMatchObject({ error: "ECONNRESET" })
    expect(other.state().sessions).toHaveLength(type === "hang_after" ? 1 : 0)
  })

  describe("is refused with a sentence", () => {
    const route = "POST /pos-sessions"
    it.each([
      [undefined, "This is no fault: Invalid input: expected object, received undefined."],
      [
        { route: "POST /sessions", kind: { type: "none" } },
        `This is no fault: route: must be one of *, ${apiRoutes.join(", ")}.`,
      ],
      [{ route, kind: { type: "nope" } }, "kind.type: "],
      [
        { route, kind: { type: "status" } },
        "kind.status: Invalid input: expected number, received undefined.",
      ],
      [{ route, kind: { type: "status", status: 99 } }, "kind.status: Too small"],
      [
        { route, kind: { type: "status", status: 500, headers: { "a b": "c" } } },
        "kind.headers: a b cannot be sent as a header.",
      ],
      [{ route, kind: { type: "rewrite", merge: [] } }, "kind.merge: "],
      [{ route, kind: { type: "none" }, times: 0 }, "times: Too small"],
      [{ route, kind: { type: "none" }, delayMilliseconds: 2 ** 31 }, "delayMilliseconds: Too big"],
      [{ route, kind: { type: "none" }, tiems: 2 }, 'Unrecognized key: "tiems".'],
    ])("when it is %j", (request, sentence) => {
      expect(() => readFaultRequest(request)).toThrow(sentence)
    })
  })
})
