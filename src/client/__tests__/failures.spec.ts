import {
  CONTRACT,
  SESSION,
  SHOP,
  clientFor,
  closedClient,
  failureOf,
  sessionRequest,
  stopAll,
  talkingTo,
} from "./harness"
import { isInbankError } from "../index"
import { answering, json, onSocket, raw, type TestServer } from "./inbank-server"

afterEach(stopAll)

/** The same misbehaviour towards a GET and a POST: only the POST may have acted. */
async function both(start: () => Promise<TestServer>, timeoutMs = 2_000) {
  const { client } = await talkingTo(start(), { timeoutMs })
  return {
    get: await failureOf(client.posSessions.get(SESSION, { interactive: true })),
    post: await failureOf(client.contracts.approve(CONTRACT)),
  }
}

describe("an error of this client", () => {
  it("is known by its shape, also where it comes from another copy of this package", () => {
    const ofAnotherCopy = Object.assign(new Error("no"), {
      name: "InbankError",
      kind: "timed_out",
      mayHaveActed: true,
    })
    expect(isInbankError(ofAnotherCopy)).toBe(true)
    const strangers = [
      new Error("no"),
      Object.assign(new Error("no"), { name: "InbankError", kind: "timed_out" }),
      Object.assign(new Error("no"), { name: "InbankError", mayHaveActed: true }),
      Object.assign(new Error("no"), { kind: "timed_out", mayHaveActed: true }),
      { name: "InbankError", kind: "timed_out", mayHaveActed: true },
      undefined,
    ]
    for (const stranger of strangers) expect(isInbankError(stranger)).toBe(false)
  })
})

describe("when the connection fails", () => {
  it("a refused connection is unreachable and was not sent, for a POST too (R40)", async () => {
    const client = await closedClient()
    const error = await failureOf(client.posSessions.create(sessionRequest))
    expect(error).toMatchObject({ kind: "unreachable", mayHaveActed: false, retryable: true })
    expect(error.status).toBeUndefined()
    expect(error.message).toContain("ECONNREFUSED")
  })

  it("a host that does not exist is unreachable", async () => {
    const client = clientFor("https://inbank.invalid")
    const error = await failureOf(client.contracts.approve(CONTRACT))
    expect(error).toMatchObject({ kind: "unreachable", mayHaveActed: false })
  })

  it("a server that speaks no TLS gets nothing (R52)", async () => {
    const { server } = await talkingTo(onSocket((socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\n")))
    const client = clientFor(server.url.replace("http:", "https:"))
    const error = await failureOf(client.contracts.approve(CONTRACT))
    expect(error.retryable).toBe(true)
    expect(server.seen.map((one) => one.body).join("")).not.toContain("Bearer")
  })

  it("accepting and never answering is timed out, and a POST may have acted (R41)", async () => {
    const { get, post } = await both(() => onSocket(() => undefined), 150)
    expect(get).toMatchObject({ kind: "timed_out", mayHaveActed: false, retryable: true })
    expect(post).toMatchObject({ kind: "timed_out", mayHaveActed: true, retryable: true })
    expect(post.merchantMessage).toContain("Partner Portal")
  })

  it("the time-out covers the body: headers and then silence is timed out (R42)", async () => {
    const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    const { get, post } = await both(() => onSocket((socket) => socket.write(`${head}{"uuid":`)), 150)
    expect(get).toMatchObject({ kind: "timed_out", mayHaveActed: false })
    expect(post).toMatchObject({ kind: "timed_out", mayHaveActed: true })
  })

  it("the time-out covers a body that drips for ever", async () => {
    const start = () =>
      answering((response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write(" "), 20)
        response.on("close", () => clearInterval(drip))
      })
    expect((await both(start, 150)).post).toMatchObject({ kind: "timed_out", mayHaveActed: true })
  })

  it.each([
    ["with a length", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"],
    ["in chunks", 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"uui\r\n'],
  ])("a body cut in the middle, sent %s, is timed out, not malformed", async (_, bytes) => {
    const { get, post } = await both(() => onSocket((socket) => socket.end(bytes)))
    expect(get).toMatchObject({ kind: "timed_out", mayHaveActed: false })
    expect(post).toMatchObject({ kind: "timed_out", mayHaveActed: true })
  })

  it("a connection reset after the request is timed out, and a POST may have acted", async () => {
    const { get, post } = await both(() => onSocket((socket) => socket.resetAndDestroy()))
    expect(get).toMatchObject({ kind: "timed_out", mayHaveActed: false })
    expect(post).toMatchObject({ kind: "timed_out", mayHaveActed: true })
  })

  it("bytes that are no HTTP are malformed, and only a GET may be tried again", async () => {
    const { get, post } = await both(() => onSocket((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")))
    expect(get).toMatchObject({ kind: "malformed_answer", mayHaveActed: false, retryable: true })
    expect(post).toMatchObject({ kind: "malformed_answer", mayHaveActed: true, retryable: false })
  })

  it("a call given up by its caller ends at once", async () => {
    const controller = new AbortController()
    const { client, server } = await talkingTo(onSocket(() => controller.abort()))
    const call = failureOf(client.contracts.approve(CONTRACT, { signal: controller.signal }))
    expect(await call).toMatchObject({ kind: "timed_out", mayHaveActed: true })
    const before = server.seen.length
    const late = await failureOf(client.contracts.approve(CONTRACT, { signal: controller.signal }))
    expect(late).toMatchObject({ kind: "unreachable", mayHaveActed: false })
    expect(server.seen).toHaveLength(before)
  })
})

describe("when Inbank answers with a status", () => {
  const documented = [
    [401, { message: "unauthorized" }, "unauthorized", false, ["unauthorized"]],
    [403, { Message: "User is not authorized with an explicit deny" }, "forbidden", false, []],
    [404, { message: ["contract_not_found"] }, "not_found", false, ["contract_not_found"]],
    [400, {}, "rejected", false, []],
    [409, { message: "conflict" }, "rejected", false, ["conflict"]],
    [422, { message: "can_not_approve" }, "rejected", false, ["can_not_approve"]],
    [500, { message: "internal_server_error" }, "server_error", true, ["internal_server_error"]],
    [503, {}, "server_error", true, []],
  ] as const
  it.each(documented)("%i with %j is %s", async (status, body, kind, acted, codes) => {
    const { get, post } = await both(() => answering(json(status, body)))
    expect(get).toMatchObject({ kind, status, mayHaveActed: false, codes, retryable: status >= 500 })
    expect(post).toMatchObject({ kind, status, mayHaveActed: acted, codes })
    expect(post.merchantMessage).toMatch(/^[A-Z].*\.$/)
  })

  it("an HTML 502 of a gateway is a server error, and a POST may have acted", async () => {
    const page = "<html><body>502 Bad Gateway</body></html>"
    const { post } = await both(() => answering(raw(502, page, { "content-type": "text/html" })))
    expect(post).toMatchObject({ kind: "server_error", mayHaveActed: true, body: page, codes: [] })
  })

  it.each([
    ["a code", { message: "can_not_approve" }, ["can_not_approve"]],
    ["a list of codes", { message: ["a_is_missing", "b_is_missing"] }, ["a_is_missing", "b_is_missing"]],
    ["an object by field", { message: { product_code: ["is_missing"] } }, ["productCode:is_missing"]],
    ["a number by field", { message: { max_period: 36, min_period: " " } }, ["maxPeriod:36"]],
    ["a code beside a sentence", { message: "Asset model not found", errorCode: "NO_MODEL" }, ["NO_MODEL"]],
    ["a snake_case error code", { error_code: "NO_MODEL" }, ["NO_MODEL"]],
    ["nothing", {}, []],
    ["null", { message: null }, []],
    ["a list", [1, 2], []],
  ])("422 with %s as its message is rejected with those codes", async (_, body, codes) => {
    const { post } = await both(() => answering(json(422, body)))
    expect(post).toMatchObject({ kind: "rejected", mayHaveActed: false, retryable: false, codes })
  })

  it("shows the merchant what Inbank said, sentence and code", async () => {
    const body = { message: "Asset model not found", errorCode: "NO_MODEL" }
    const { post } = await both(() => answering(json(422, body)))
    expect(post.merchantMessage).toContain("NO_MODEL, Asset model not found")
  })

  it("422 with an empty body or HTML is still rejected", async () => {
    for (const body of ["", "<html>no</html>"]) {
      const { post } = await both(() => answering(raw(422, body)))
      expect(post).toMatchObject({ kind: "rejected", codes: [] })
    }
  })

  it("429 says how long to wait, in seconds, as a date, or not at all", async () => {
    const limited = (headers: Record<string, string>) => both(() => answering(json(429, {}, headers)))
    expect((await limited({ "retry-after": "7" })).post).toMatchObject({
      kind: "rate_limited",
      mayHaveActed: false,
      retryable: true,
      retryAfterMs: 7_000,
    })
    const date = new Date(Date.now() + 30_000).toUTCString()
    const waiting = (await limited({ "retry-after": date })).get.retryAfterMs ?? 0
    expect(waiting).toBeGreaterThan(27_000)
    expect(waiting).toBeLessThanOrEqual(30_000)
    expect((await limited({ "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" })).get.retryAfterMs).toBe(0)
    expect((await limited({ "retry-after": "99999999999" })).get.retryAfterMs).toBe(86_400_000)
    for (const odd of ["soon", "7 apples", "x7", "2.5"])
      expect((await limited({ "retry-after": odd })).get.retryAfterMs).toBeUndefined()
    expect((await limited({})).get.retryAfterMs).toBeUndefined()
  })

  it.each([301, 302, 307, 308])(
    "a redirect (%i) is not followed, with or without an address",
    async (status) => {
      const { client, server } = await talkingTo(answering(json(200, {})))
      for (const headers of [{ location: `${server.url}/elsewhere` }, {}]) {
        const { get, post } = await both(() => answering(raw(status, "", headers)))
        expect(get).toMatchObject({ kind: "malformed_answer", mayHaveActed: false, retryable: true })
        expect(post).toMatchObject({ kind: "malformed_answer", mayHaveActed: true, retryable: false })
      }
      expect(server.seen).toHaveLength(0)
      client.close()
    },
  )

  it("a 304 is no answer", async () => {
    const { get, post } = await both(() => answering(raw(304, "")))
    const noAnswer = { kind: "malformed_answer", status: 304 }
    expect(get).toMatchObject({ ...noAnswer, mayHaveActed: false, retryable: true })
    expect(post).toMatchObject({ ...noAnswer, mayHaveActed: true, retryable: false })
  })

  it("an answer of more than 256 kB is not read to its end", async () => {
    const huge = JSON.stringify({ uuid: SESSION, status: "completed", padding: "x".repeat(300 * 1024) })
    const { client } = await talkingTo(answering(raw(200, huge)))
    const error = await failureOf(client.posSessions.get(SESSION))
    expect(error).toMatchObject({ kind: "malformed_answer", mayHaveActed: false })
    expect(error.body).toBeUndefined()
  })

  it("names method and path, but not the shop", async () => {
    const { post } = await both(() => answering(json(404, { message: `no shop ${SHOP}` })))
    expect(post.request).toEqual({
      method: "POST",
      path: `/partner/v3/shops/{shopUuid}/contracts/${CONTRACT}/merchant-approval`,
    })
    expect(`${post.message} ${post.merchantMessage} ${post.body}`).not.toContain(SHOP)
  })
})
