import { startSandbox, type Sandbox } from "../index"
import { getSession, openSession, startShopServer } from "./support"

describe("The clock", () => {
  let sandbox: Sandbox
  let base = new Date("2030-01-01T12:00:00Z")
  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => base })
  })
  beforeEach(() => {
    base = new Date("2030-01-01T12:00:00Z")
    sandbox.reset()
  })
  afterAll(() => sandbox.close())

  const now = (): string => sandbox.clock.now().toISOString()

  it("is the one that the sandbox was started with, until it is moved", () => {
    expect(now()).toBe("2030-01-01T12:00:00.000Z")
  })

  it("advances, and goes on from there", () => {
    sandbox.clock.advance(60_000)
    sandbox.clock.advance(1_000)
    base = new Date("2030-01-01T12:00:05Z")
    expect(now()).toBe("2030-01-01T12:01:06.000Z")
  })

  it("is set, and goes on from there", () => {
    sandbox.clock.set(new Date("2031-05-05T00:00:00Z"))
    base = new Date("2030-01-01T12:00:05Z")
    expect(now()).toBe("2031-05-05T00:00:05.000Z")
  })

  it("goes back on its own reset and on the sandbox's", () => {
    for (const reset of [() => sandbox.clock.reset(), () => sandbox.reset()]) {
      sandbox.clock.advance(60_000)
      reset()
      expect(now()).toBe("2030-01-01T12:00:00.000Z")
    }
  })

  it("expires sessions", async () => {
    const uuid = await openSession(sandbox, { validUntil: "2030-01-01T13:00:00Z" })
    sandbox.clock.advance(3_599_999)
    expect((await getSession(sandbox, uuid)).body["status"]).toBe("pending")
    sandbox.clock.advance(1)
    expect((await getSession(sandbox, uuid)).body["status"]).toBe("expired")
  })

  it("is the one of timestamps, callbacks and the journal", async () => {
    const shop = await startShopServer()
    sandbox.clock.set(new Date("2030-06-01T00:00:00Z"))
    await sandbox.customer.approve(await openSession(sandbox, {}, shop.url))
    await shop.close()

    const { sessions, contracts, callbacks } = sandbox.state()
    expect([
      sessions[0]?.createdAt,
      contracts[0]?.signedAt,
      callbacks[0]?.at,
      sandbox.journal()[0]?.at,
    ]).toEqual(Array(4).fill("2030-06-01T00:00:00.000Z"))
    expect(shop.received[0]?.fields["timestamp"]).toBe(String(Date.parse("2030-06-01") / 1000))
  })

  it("refuses what is no time, with a sentence", () => {
    expect(() => sandbox.clock.set(new Date("soon"))).toThrow("This is no date: Invalid input")
    expect(() => sandbox.clock.advance(Number.NaN)).toThrow(
      "This is no number of milliseconds: Invalid input",
    )
    expect(() => sandbox.clock.advance(Number.MAX_VALUE)).toThrow("The sandbox's clock cannot go that far.")
    expect(now()).toBe("2030-01-01T12:00:00.000Z")
  })
})
