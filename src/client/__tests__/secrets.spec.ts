import { inspect } from "node:util"
import fc from "fast-check"
import { createScrub, cutToBytes } from "../http/scrub"
import { KEY, SESSION, closedClient, failureOf, sessionRequest, stopAll, talkingTo } from "./harness"
import { answering, json, onSocket, raw, type TestServer } from "./inbank-server"

afterEach(stopAll)

function everythingOf(thing: unknown): string {
  const asError = thing instanceof Error ? `${thing.message} ${thing.stack} ${String(thing.cause)}` : ""
  return `${JSON.stringify(thing)} ${inspect(thing, { depth: 20, showHidden: true })} ${asError}`
}

describe("the API key", () => {
  const echo = `you sent ${KEY}, ${encodeURIComponent(KEY)} and ${JSON.stringify(KEY).replaceAll("/", "\\/")}`
  const misbehaviours: [string, () => Promise<TestServer>][] = [
    ["echoes it as text", () => answering(raw(500, echo))],
    ["echoes it as a message", () => answering(json(422, { message: echo, errorCode: KEY }))],
    ["echoes it in a good answer that lacks all else", () => answering(json(200, { status: KEY }))],
    ["redirects with it", () => answering(raw(302, echo, { location: `https://evil.example.com/${KEY}` }))],
    ["hangs", () => onSocket(() => undefined)],
    ["resets", () => onSocket((socket) => socket.resetAndDestroy())],
    ["speaks no HTTP", () => onSocket((socket) => socket.end(`${KEY}\r\n`))],
  ]
  it.each(misbehaviours)("is in no error, printed or as JSON, when the server %s", async (_, start) => {
    const { client } = await talkingTo(start(), { timeoutMs: 200 })
    const printed = everythingOf(await failureOf(client.posSessions.create(sessionRequest)))
    for (const form of [KEY, encodeURIComponent(KEY), KEY.replaceAll("/", "\\/")])
      expect(printed).not.toContain(form)
  })

  it("is in no error when nothing listens", async () => {
    expect(everythingOf(await failureOf((await closedClient()).posSessions.get(SESSION)))).not.toContain(KEY)
  })

  it("is not shown by the client itself, before and after a call", async () => {
    const { client } = await talkingTo(answering(json(200, { uuid: SESSION, status: "pending" })))
    expect(everythingOf(client)).not.toContain(KEY)
    await client.posSessions.get(SESSION)
    expect(everythingOf(client)).not.toContain(KEY)
  })
})

describe("the body kept on an error", () => {
  it("holds Inbank's words but nobody's data", async () => {
    const body = {
      message: ["can_not_approve"],
      session: SESSION,
      customer_data: {
        identity_code: "220475-19895",
        firstName: 'Mari "M"',
        last_name: "Maasikas",
        gender: "f",
      },
      customerContactData: { email: "mari@example.com", mobile: "+372 5555 5555" },
      payoutBankAccount: "EE471000001020145685",
      free: "call 37255555555 or write to mari.m@example.co.uk, account EE47 1000 0010 2014 5685, id 37811120001",
      nested: JSON.stringify({ firstName: "Mari" }),
    }
    const { client } = await talkingTo(answering(json(422, body)))
    const error = await failureOf(client.posSessions.create(sessionRequest))
    expect(error.body).toContain("can_not_approve")
    expect(error.body).toContain(SESSION)
    expect(error.body).not.toMatch(/mari|maasikas|5555|19895|37811120001|5685|1000 0010|"f"/i)
    expect(error.codes).toEqual(["can_not_approve"])
  })

  it("is cut to 2 kB without breaking a letter", async () => {
    const { client } = await talkingTo(answering(raw(500, "õ".repeat(5_000))))
    const error = await failureOf(client.posSessions.create(sessionRequest))
    expect(error.body).toBe("õ".repeat(1024))
    expect(cutToBytes("aõ", 2)).toBe("a")
  })

  it("keeps codes and sentences free of personal data too", async () => {
    const { client } = await talkingTo(answering(json(422, { message: "mari@example.com has 37811120001" })))
    const error = await failureOf(client.posSessions.create(sessionRequest))
    expect(`${error.message} ${error.merchantMessage} ${error.codes.join()}`).not.toMatch(/mari|37811120001/)
  })

  it("is scrubbed in time that grows with its length and not with its square, whatever it holds", () => {
    const scrub = createScrub(["key"])
    const units = [
      "a",
      "1",
      "1 ",
      "a@",
      '"mobile":"',
      "A1",
      '"mobile":[',
      "AB12 ",
      "email=",
      '\\"iban\\":\\"',
    ]
    /** Of the processor, microseconds: what else the machine does takes none of it. */
    const costOf = (length: number) => {
      const before = process.cpuUsage()
      for (const unit of units) scrub(unit.repeat(Math.floor(length / unit.length)))
      return process.cpuUsage(before).user
    }
    const [short, long] = [32 * 1024, 256 * 1024]
    costOf(short)
    // Eight times the length: eight times the work, or sixty-four times where it grows with the square.
    expect(costOf(long) / costOf(short)).toBeLessThan(24)
  })

  it("never holds the secret, whatever surrounds it", () => {
    const printable = fc
      .string({ minLength: 8, maxLength: 40 })
      .filter((secret) => /^[\x21-\x7e]+$/.test(secret))
    fc.assert(
      fc.property(printable, fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!"[secret]".includes(secret))
        expect(createScrub([secret])(`${before} ${secret} ${after}`)).not.toContain(` ${secret} `)
      }),
    )
  })
})
