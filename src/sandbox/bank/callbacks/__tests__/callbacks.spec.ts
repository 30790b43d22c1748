import { Callbacks } from "../callbacks"
import { demoShop, signCallback, startSandbox, type Sandbox } from "../../../index"
import { openSession, startShopServer, type ShopServer } from "../../../__tests__/support"

const now = new Date("2030-01-01T12:00:00Z")
const timestamp = String(now.getTime() / 1000)

describe("Callbacks", () => {
  let sandbox: Sandbox
  let shop: ShopServer
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => now })
    shop = await startShopServer()
  })
  afterEach(() => Promise.all([sandbox.close(), shop.close()]))

  it("are posted as a form, signed with the shop's key, to the shop's own address with its query", async () => {
    const uuid = await openSession(sandbox, {}, shop.url)
    await sandbox.customer.approve(uuid)

    const message = JSON.stringify({ uuid, status: "granted" })
    expect(shop.received).toEqual([
      {
        method: "POST",
        path: "/callback?order=A1",
        contentType: "application/x-www-form-urlencoded;charset=UTF-8",
        fields: signCallback(demoShop.apiKey, timestamp, message),
      },
    ])
  })

  it("carry the same fields as the browser's return", async () => {
    const uuid = await openSession(sandbox, {}, shop.url)
    const { redirect } = await sandbox.customer.approve(uuid)

    const query = new URL(redirect).searchParams
    expect(redirect.startsWith(`${shop.url}/return?order=A%201&x=%2F&`)).toBe(true)
    expect(shop.received[0]?.fields).toEqual({
      hmac: query.get("hmac"),
      message: query.get("message"),
      timestamp: query.get("timestamp"),
    })
  })

  it("have been answered when a customer's act returns, and are recorded with the answer", async () => {
    shop.behaviour = 503
    const uuid = await openSession(sandbox, {}, shop.url)
    await sandbox.customer.decline(uuid)

    expect(sandbox.state().callbacks).toEqual([
      {
        at: now.toISOString(),
        sessionUuid: uuid,
        sessionStatus: "declined",
        url: `${shop.url}/callback?order=A1`,
        fields: shop.received[0]?.fields,
        result: "answered",
        responseStatus: 503,
      },
    ])
  })

  it("are sent once, whatever the shop answers", async () => {
    shop.behaviour = 500
    await sandbox.customer.decline(await openSession(sandbox, {}, shop.url))
    await sandbox.idle()
    expect(shop.received).toHaveLength(1)
  })

  it("are recorded as failed, with the reason, when nobody listens", async () => {
    await shop.close()
    await sandbox.customer.decline(await openSession(sandbox, {}, shop.url))
    shop = await startShopServer()

    const [callback] = sandbox.state().callbacks
    expect(callback?.result).toBe("failed")
    expect(callback?.error).toContain("ECONNREFUSED")
  })

  it("are recorded as failed when the shop does not answer in time", async () => {
    shop.behaviour = "hang"
    const callbacks = new Callbacks(true, 50)
    const fields = signCallback("key", "1", "{}")
    await callbacks.send({ at: "", sessionUuid: "a", sessionStatus: "granted", url: shop.url, fields })

    expect(callbacks.all()[0]).toMatchObject({ result: "failed", error: expect.stringContaining("timeout") })
  })

  it("are dropped while paused and sent again after resume", async () => {
    sandbox.callbacks.pause()
    await sandbox.customer.decline(await openSession(sandbox, {}, shop.url))
    sandbox.callbacks.resume()
    await sandbox.customer.decline(await openSession(sandbox, {}, shop.url))

    expect(sandbox.state().callbacks.map(({ result }) => result)).toEqual(["dropped", "answered"])
    expect(shop.received).toHaveLength(1)
  })

  it("are dropped from the start when the sandbox was told so, and again after a reset", async () => {
    const silent = await startSandbox({ sendCallbacks: false })
    await silent.customer.decline(await openSession(silent, {}, shop.url))
    expect(silent.state().callbacks[0]?.result).toBe("dropped")

    silent.callbacks.resume()
    silent.reset()
    await silent.customer.decline(await openSession(silent, {}, shop.url))
    expect(silent.state().callbacks[0]?.result).toBe("dropped")
    expect(shop.received).toHaveLength(0)
    await silent.close()
  })

  it("do not hold up the end of the sandbox", async () => {
    shop.behaviour = "hang"
    const act = sandbox.customer.decline(await openSession(sandbox, {}, shop.url))
    await sandbox.close()
    await act
    expect(sandbox.state().callbacks[0]).toMatchObject({ result: "failed", error: "the sandbox was closed" })
    sandbox = await startSandbox()
  })
})
