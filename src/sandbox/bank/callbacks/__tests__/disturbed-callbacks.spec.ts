import { demoShop, signCallback, startSandbox, type CallbackDisturbance, type Sandbox } from "../../../index"
import { readDisturbance } from "../disturbance"
import { openSession, startShopServer, until, type ShopServer } from "../../../__tests__/support"

describe("Disturbed callbacks", () => {
  let sandbox: Sandbox
  let shop: ShopServer
  beforeEach(async () => {
    sandbox = await startSandbox()
    shop = await startShopServer()
  })
  afterEach(() => Promise.all([sandbox.close(), shop.close()]))

  const open = (): Promise<string> => openSession(sandbox, {}, shop.url)
  /** A session that causes one callback, with the plan in force. */
  const decline = async (plan?: CallbackDisturbance): Promise<string> => {
    if (plan) sandbox.callbacks.disturb(plan)
    const uuid = await open()
    await sandbox.customer.decline(uuid)
    return uuid
  }
  const messages = (): unknown[] => shop.received.map(({ fields }) => JSON.parse(fields["message"] ?? ""))
  const results = () => sandbox.state().callbacks.map(({ result }) => result)

  it("are lost", async () => {
    await decline({ lose: true })
    expect(results()).toEqual(["dropped"])
    expect(shop.received).toEqual([])
  })

  it("come several times at once: all are under way before the first is answered", async () => {
    shop.behaviour = "hang"
    sandbox.callbacks.disturb({ copies: 3 })
    void sandbox.customer.decline(await open())
    await until(() => shop.received.length === 3)

    expect(results()).toEqual(["in_flight", "in_flight", "in_flight"])
    expect(new Set(shop.received.map(({ fields }) => fields["hmac"])).size).toBe(1)
  })

  it("come late: nobody waits for them but idle()", async () => {
    const started = performance.now()
    await decline({ delayMilliseconds: 100 })
    expect(results()).toEqual(["in_flight"])
    expect(shop.received).toEqual([])

    await sandbox.idle()
    expect(performance.now() - started).toBeGreaterThanOrEqual(95)
    expect(results()).toEqual(["answered"])
    expect(shop.received).toHaveLength(1)
  })

  it("are held until they are released, and idle() does not wait for them", async () => {
    const uuid = await decline({ hold: true })
    await sandbox.idle()
    expect(shop.received).toEqual([])
    expect(sandbox.callbacks.held()).toMatchObject([{ sessionUuid: uuid, result: "held" }])

    await sandbox.callbacks.release()
    expect(messages()).toEqual([{ uuid, status: "declined" }])
    expect(results()).toEqual(["answered"])
    expect(sandbox.callbacks.held()).toEqual([])
  })

  it.each([
    ["in the order of the events", undefined, ["granted", "completed"]],
    ["in the order of the events", "as_sent", ["granted", "completed"]],
    ["in the opposite order", "reversed", ["completed", "granted"]],
  ] as const)("are released %s (%s)", async (_name, order, statuses) => {
    sandbox.callbacks.disturb({ hold: true })
    const uuid = await open()
    await sandbox.customer.approve(uuid)
    await sandbox.portal.approve(sandbox.session(uuid)?.creditContractUuid ?? "")
    await sandbox.callbacks.release(order)
    expect(messages()).toEqual(statuses.map((status) => ({ uuid, status })))
  })

  it("are released one after the other: the second waits for the first one's answer", async () => {
    shop.behaviour = "hang"
    sandbox.callbacks.disturb({ hold: true })
    await sandbox.customer.decline(await open())
    await sandbox.customer.decline(await open())
    void sandbox.callbacks.release()
    await until(() => shop.received.length === 1)

    await sandbox.close()
    expect(shop.received).toHaveLength(1)
    expect(results()).toEqual(["failed", "failed"])
    sandbox = await startSandbox()
  })

  it("are released, as many as were copied, to a shop that is not there", async () => {
    await decline({ hold: true, copies: 2 })
    await shop.close()
    await sandbox.callbacks.release()
    expect(results()).toEqual(["failed", "failed"])
    shop = await startShopServer()
  })

  it("overtake held ones once it is calm", async () => {
    const held = await decline({ hold: true })
    sandbox.callbacks.calm()
    const next = await decline()
    await sandbox.callbacks.release()
    expect(messages()).toMatchObject([{ uuid: next }, { uuid: held }])
  })

  describe("are signed", () => {
    const signed = (message: string, timestamp = "") => signCallback(demoShop.apiKey, timestamp, message)

    it("with a wrong key", async () => {
      await decline({ signature: "wrong_key" })
      const fields = shop.received[0]?.fields ?? {}
      expect(fields["hmac"]).toMatch(/^[0-9a-f]{128}$/)
      expect(fields["hmac"]).not.toBe(signed(fields["message"] ?? "", fields["timestamp"]).hmac)
    })

    it("not at all", async () => {
      const uuid = await decline({ signature: "missing" })
      const message = JSON.stringify({ uuid, status: "declined" })
      expect(shop.received[0]?.fields).toEqual({ message, timestamp: expect.any(String) })
    })

    it("rightly, but for another message than the one that is sent", async () => {
      const uuid = await decline({ signature: "tampered" })
      const { hmac, message, timestamp } = shop.received[0]?.fields ?? {}
      expect(JSON.parse(message ?? "")).toEqual({ uuid, status: "completed" })
      expect(hmac).toBe(signed(JSON.stringify({ uuid, status: "declined" }), timestamp).hmac)
    })

    it("as it is recorded: the genuine fields, and how they were spoiled", async () => {
      const uuid = await decline({ signature: "missing" })
      const message = JSON.stringify({ uuid, status: "declined" })
      const [callback] = sandbox.state().callbacks
      expect(callback?.signature).toBe("missing")
      expect(callback?.fields).toEqual(signed(message, callback?.fields.timestamp))

      sandbox.callbacks.calm()
      await decline()
      expect(sandbox.state().callbacks[1]).not.toHaveProperty("signature")
    })
  })

  it("are only as many as the plan says, not counting those of a pause", async () => {
    sandbox.callbacks.disturb({ hold: true, times: 1 })
    sandbox.callbacks.pause()
    await decline()
    sandbox.callbacks.resume()
    await decline()
    await decline()
    expect(results()).toEqual(["dropped", "held", "answered"])
    expect(sandbox.callbacks.disturbed()).toBeUndefined()
  })

  it("follow the last plan, and none when it is calm", async () => {
    sandbox.callbacks.disturb({ lose: true })
    await decline({ copies: 2 })
    expect(sandbox.callbacks.disturbed()).toEqual({
      lose: false,
      copies: 2,
      delayMilliseconds: 0,
      hold: false,
      signature: "good",
      times: null,
    })
    sandbox.callbacks.calm()
    await decline()
    expect(results()).toEqual(["answered", "answered", "answered"])
  })

  it("are repeated byte for byte, as often as is asked, with each answer recorded", async () => {
    const uuid = await decline()
    shop.behaviour = 409
    sandbox.callbacks.disturb({ lose: true })
    await sandbox.callbacks.repeat(uuid, { copies: 2 })
    await sandbox.callbacks.repeat(uuid)

    const [first, ...replays] = shop.received
    expect(replays).toEqual([first, first, first])
    expect(sandbox.state().callbacks.map(({ responseStatus }) => responseStatus)).toEqual([
      200, 409, 409, 409,
    ])
  })

  it("are repeated though the first was lost", async () => {
    const uuid = await decline({ lose: true })
    await sandbox.callbacks.repeat(uuid)
    expect(messages()).toEqual([{ uuid, status: "declined" }])
  })

  it("are not repeated when there was none", async () => {
    const uuid = await open()
    await expect(sandbox.callbacks.repeat(uuid)).rejects.toThrow(
      `There has been no callback of the POS session ${uuid}.`,
    )
  })

  it("do not outlive a reset: held and delayed ones are given up, the next is sent as ever", async () => {
    await decline({ delayMilliseconds: 60_000 })
    await decline({ hold: true })
    sandbox.reset()
    await sandbox.idle()
    await sandbox.callbacks.release()
    expect(shop.received).toEqual([])

    await decline()
    expect(results()).toEqual(["answered"])
  })

  it("do not hold up the end of the sandbox", async () => {
    await decline({ delayMilliseconds: 60_000 })
    await decline({ hold: true })
    await sandbox.close()
    expect(sandbox.state().callbacks).toMatchObject([
      { result: "failed", error: "the sandbox was closed" },
      { result: "held" },
    ])
    sandbox = await startSandbox()
  })

  it.each([
    ["a plan", "This is no disturbance of callbacks: Invalid input: expected object, received string."],
    [{ copies: 0 }, "copies: Too small"],
    [{ times: 1.5 }, "times: Invalid input: expected int, received number."],
    [
      { signature: "forged" },
      'signature: Invalid option: expected one of "good"|"wrong_key"|"missing"|"tampered".',
    ],
    [{ delay: 5 }, 'Unrecognized key: "delay".'],
  ])("are refused with a sentence when the plan is %j", (plan, sentence) => {
    expect(() => readDisturbance(plan)).toThrow(sentence)
  })
})
