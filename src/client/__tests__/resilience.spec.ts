import { InbankError, type InbankErrorKind } from "../index"
import { shouldRetry } from "../http/resilience"
import { CONTRACT, SESSION, failureOf, stopAll, talkingTo } from "./harness"
import { answering, json, onSocket, raw, type Answer } from "./inbank-server"

afterEach(stopAll)

const session = { uuid: SESSION, status: "pending" }

function failed(kind: InbankErrorKind, method: "GET" | "POST" = "GET", retryAfterMs?: number): InbankError {
  return new InbankError({
    kind,
    message: "",
    merchantMessage: "",
    request: { method, path: "/" },
    retryAfterMs,
  })
}

describe("the decision to repeat a call", () => {
  const passing: InbankErrorKind[] = ["unreachable", "timed_out", "server_error", "rate_limited"]
  const lasting: InbankErrorKind[] = [
    "unauthorized",
    "forbidden",
    "not_found",
    "rejected",
    "malformed_answer",
  ]

  it("is yes only for a GET that nobody waits for and that failed for a passing reason", () => {
    for (const kind of passing) expect(shouldRetry(failed(kind), { interactive: false })).toBe(true)
    for (const kind of lasting) expect(shouldRetry(failed(kind), { interactive: false })).toBe(false)
  })

  it("is no for every POST and for every shopper who waits", () => {
    for (const kind of [...passing, ...lasting]) {
      expect(shouldRetry(failed(kind, "POST"), { interactive: false })).toBe(false)
      expect(shouldRetry(failed(kind), { interactive: true })).toBe(false)
    }
  })

  it("is no when Inbank asks for a longer wait than a repeat would take", () => {
    expect(shouldRetry(failed("rate_limited", "GET", 5_000), { interactive: false })).toBe(true)
    expect(shouldRetry(failed("rate_limited", "GET", 5_001), { interactive: false })).toBe(false)
  })
})

describe("repeating", () => {
  it("a GET twice, and no more, while Inbank answers 500", async () => {
    const { client, server } = await talkingTo(answering(json(500, {})))
    expect((await failureOf(client.posSessions.get(SESSION))).kind).toBe("server_error")
    expect(server.seen).toHaveLength(3)
  })

  it("ends with the first good answer", async () => {
    const { client, server } = await talkingTo(
      answering((response, one, count) =>
        count < 3 ? raw(502, "<html>")(response, one, count) : json(200, session)(response, one, count),
      ),
    )
    expect((await client.posSessions.get(SESSION)).status).toBe("pending")
    expect(server.seen).toHaveLength(3)
  })

  it("a GET after a connection that was reset", async () => {
    const body = JSON.stringify(session)
    let count = 0
    const { client } = await talkingTo(
      onSocket((socket) => {
        if (++count === 1) socket.resetAndDestroy()
        else socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      }),
    )
    expect((await client.posSessions.get(SESSION)).status).toBe("pending")
  })

  it("never a POST, whatever went wrong", async () => {
    for (const answer of [json(500, {}), json(429, {}, { "retry-after": "0" }), raw(200, "<html>")]) {
      const { client, server } = await talkingTo(answering(answer))
      await failureOf(client.contracts.approve(CONTRACT))
      expect(server.seen).toHaveLength(1)
    }
  })

  it("never a GET while a shopper waits", async () => {
    const { client, server } = await talkingTo(answering(json(500, {})))
    await failureOf(client.posSessions.get(SESSION, { interactive: true }))
    expect(server.seen).toHaveLength(1)
  })

  it("never a GET that was refused", async () => {
    for (const status of [400, 401, 403, 404, 422]) {
      const { client, server } = await talkingTo(answering(json(status, {})))
      await failureOf(client.contracts.get(CONTRACT))
      expect(server.seen).toHaveLength(1)
    }
  })

  it("waits as long as Retry-After asks (R44)", async () => {
    const { client, server } = await talkingTo(
      answering((response, one, count) =>
        count === 1
          ? json(429, {}, { "retry-after": "1" })(response, one, count)
          : json(200, session)(response, one, count),
      ),
    )
    const started = Date.now()
    await client.posSessions.get(SESSION)
    expect(Date.now() - started).toBeGreaterThanOrEqual(990)
    expect(server.seen).toHaveLength(2)
  })
})

describe("a caller who gives up", () => {
  it("while a repeat is paused for hears so at once, and the repeat is not sent (P7)", async () => {
    const timers = jest.spyOn(globalThis, "setTimeout")
    const isPausing = () => timers.mock.calls.some(([, milliseconds]) => milliseconds === 2_000)
    const { client, server } = await talkingTo(answering(json(429, {}, { "retry-after": "2" })))
    const giving = new AbortController()
    const call = failureOf(client.posSessions.get(SESSION, { signal: giving.signal }))
    while (!isPausing()) await new Promise((resolve) => setImmediate(resolve))
    const begun = performance.now()
    giving.abort()
    expect(await call).toMatchObject({ kind: "unreachable", message: expect.stringContaining("ABORTED") })
    expect(performance.now() - begun).toBeLessThan(1_500)
    expect(server.seen).toHaveLength(1)
    timers.mockRestore()
  })
})

describe("the circuit", () => {
  const waiting = { interactive: true }

  // It tells its pauses by the clock alone, which stands still here: a busy machine ends none of them.
  let now = Date.now()
  beforeEach(() => jest.spyOn(Date, "now").mockImplementation(() => now))
  afterEach(() => jest.restoreAllMocks())
  const aMinutePasses = () => (now += 60_000)

  it("opens after five failures in a row, sends nothing then, and closes when Inbank is back", async () => {
    let healthy = false
    const { client, server } = await talkingTo(
      answering((response, one, count) =>
        json(healthy ? 200 : 500, healthy ? session : {})(response, one, count),
      ),
      { breaker: { halfOpenAfterMs: 60_000 } },
    )
    for (let i = 0; i < 5; i++) {
      expect((await failureOf(client.posSessions.get(SESSION, waiting))).kind).toBe("server_error")
    }
    const blocked = await failureOf(client.contracts.approve(CONTRACT))
    expect(blocked).toMatchObject({ kind: "unreachable", mayHaveActed: false, retryable: true })
    expect(server.seen).toHaveLength(5)

    aMinutePasses()
    expect((await failureOf(client.posSessions.get(SESSION, waiting))).kind).toBe("server_error")
    expect((await failureOf(client.posSessions.get(SESSION, waiting))).kind).toBe("unreachable")
    expect(server.seen).toHaveLength(6)

    healthy = true
    aMinutePasses()
    expect((await client.posSessions.get(SESSION, waiting)).status).toBe("pending")
    expect((await client.posSessions.get(SESSION, waiting)).status).toBe("pending")
  })

  it("lets one request try at a time and answers the others at once", async () => {
    let hold: (request: Parameters<Answer>) => void = () => undefined
    const held = new Promise<Parameters<Answer>>((resolve) => (hold = resolve))
    const { client, server } = await talkingTo(
      answering((...request) => {
        const [, , count] = request
        if (count === 1) json(500, {})(...request)
        else hold(request)
      }),
      { breaker: { failures: 1, halfOpenAfterMs: 60_000 } },
    )
    await failureOf(client.posSessions.get(SESSION, waiting))
    aMinutePasses()
    const trying = client.posSessions.get(SESSION, waiting)
    for (let i = 0; i < 2; i++) {
      expect((await failureOf(client.posSessions.get(SESSION, waiting))).kind).toBe("unreachable")
    }
    json(200, session)(...(await held))
    expect((await trying).status).toBe("pending")
    expect(server.seen).toHaveLength(2)
  })

  it("does not open by refusals, and a refusal ends a row of failures", async () => {
    const statuses = [500, 500, 500, 500, 404, 500, 500, 500, 500, 422, 429, 401, 403, 404, 422, 404]
    const { client, server } = await talkingTo(
      answering((response, one, count) => json(statuses[count - 1] ?? 204, {})(response, one, count)),
    )
    for (let i = 0; i < statuses.length; i++) await failureOf(client.posSessions.get(SESSION, waiting))
    expect(server.seen).toHaveLength(statuses.length)
  })

  it("does not open because callers gave up", async () => {
    let caller = new AbortController()
    const { client, server } = await talkingTo(onSocket(() => caller.abort()))
    for (let i = 0; i < 7; i++) {
      caller = new AbortController()
      await failureOf(client.posSessions.get(SESSION, { ...waiting, signal: caller.signal }))
    }
    expect(server.seen).toHaveLength(7)
  })

  it("is one for the whole client but not shared with another client", async () => {
    const { client } = await talkingTo(answering(json(500, {})), {
      breaker: { failures: 1, halfOpenAfterMs: 60_000 },
    })
    const { client: other, server } = await talkingTo(answering(json(200, session)))
    await failureOf(client.contracts.get(CONTRACT, waiting))
    expect((await failureOf(client.products.get("x", waiting))).kind).toBe("unreachable")
    expect((await other.posSessions.get(SESSION)).uuid).toBe(SESSION)
    expect(server.seen).toHaveLength(1)
  })

  it("is open for a waiting sweep too: its repeats are not spent on it", async () => {
    const { client, server } = await talkingTo(answering(json(500, {})), { breaker: { failures: 2 } })
    expect((await failureOf(client.posSessions.get(SESSION))).kind).toBe("unreachable")
    expect(server.seen).toHaveLength(2)
  })
})

describe("connections", () => {
  it("are kept and used again", async () => {
    const ports = new Set<number | undefined>()
    const { client } = await talkingTo(
      answering((response, one, count) => {
        ports.add(response.socket?.remotePort)
        json(200, session)(response, one, count)
      }),
    )
    for (let i = 0; i < 5; i++) await client.posSessions.get(SESSION)
    expect(ports.size).toBe(1)
  })

  it("do not run out under fifty slow answers at once (R50)", async () => {
    const held: (() => void)[] = []
    const { client } = await talkingTo(
      answering((response, one, count) => {
        held.push(() => json(200, session)(response, one, count))
        // None is answered before all are there.
        if (held.length === 50) for (const answer of held) answer()
      }),
    )
    await Promise.all(Array.from({ length: 50 }, () => client.posSessions.get(SESSION)))
    expect(held).toHaveLength(50)
  })
})
