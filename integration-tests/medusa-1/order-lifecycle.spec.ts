import { eventually } from "../../test-kit/eventually"
import { startSandbox } from "../../src/sandbox"
import { installedPackages, integrityOf, lockedPackages } from "../package/tarball"
import { tarballOfThisRun } from "../package/this-run"
import { captureAndCancel } from "./cases/capture-and-cancel"
import { checkout } from "./cases/checkout"
import { completion } from "./cases/completion"
import { refunds } from "./cases/refunds"
import { Shop } from "./support/shop"
import { DIRECTORY, MERCHANT, Store } from "./support/store"
import { A_SWEEP_MS, tradeIn, type Trade } from "./support/trade"

jest.setTimeout(120_000)

describe("An order paid with Inbank in Medusa 1.20.11", () => {
  let opened: Trade | undefined
  const trade = (): Trade => {
    if (!opened) throw new Error("the store has not started")
    return opened
  }

  beforeAll(async () => {
    const sandbox = await startSandbox()
    const store = await Store.install(sandbox.url)
    await store.migrate()
    await store.start({ MERCHANT_PASSWORD: MERCHANT.password })
    opened = tradeIn(store, await Shop.open(store), sandbox)
  }, 300_000)
  beforeEach(async () => {
    await trade().store.forgetSessions()
    trade().sandbox.reset()
  })
  afterAll(async () => {
    await trade().store.close()
    await trade().sandbox.close()
  })

  it("is taken with the very tarball that takes one in Medusa 2.21, and nothing of Medusa 2's comes with it", async () => {
    const installed = await installedPackages(DIRECTORY)
    expect(installed["node_modules/@medusajs/medusa"]).toMatchObject({ version: "1.20.11" })
    const { integrity } = installed["node_modules/medusa-payment-inbank"] ?? {}
    expect(integrity).toBe(await integrityOf(tarballOfThisRun()))

    const pinned = await lockedPackages(DIRECTORY)
    const changed = Object.entries(installed).filter(
      ([place, { version }]) => pinned[place]?.version !== version,
    )
    const brought = changed.map(([place]) => place)
    expect(brought).toContain("node_modules/cockatiel")
    expect(brought.filter((place) => /medusajs|mikro-orm|typeorm|react/.test(place))).toEqual([])
  })

  checkout(trade)
  captureAndCancel(trade)
  refunds(trade)
  completion(trade)

  it("is of no use to whoever calls without Inbank's key", async () => {
    const { sandbox, store, shop } = trade()
    const payment = await shop.startPayment()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const [callback] = sandbox.state().callbacks
    const forged = new URLSearchParams({ ...callback?.fields, hmac: "0".repeat(128) })
    expect((await fetch(callback?.url ?? "", { method: "POST", body: forged })).status).toBe(401)
    expect((await fetch(`${store.url}/hooks/inbank/${"x".repeat(43)}`, { method: "POST" })).status).toBe(404)
  })

  it("is placed once when the process dies while Inbank's answer is on its way", async () => {
    const { sandbox, store, shop, answerHangs, orderOf } = trade()
    const payment = await shop.startPayment()
    const fault = answerHangs(payment)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.faults.befallen(fault.id)
    await store.kill()
    sandbox.faults.remove(fault.id)
    await store.minutesPass(2)
    await store.start()
    expect(await shop.order(await orderOf(payment, A_SWEEP_MS))).toMatchObject({ payment_status: "awaiting" })
  })

  it.each(["order", "shipment"])(
    "is approved and captured by itself with approval at %s",
    async (approval) => {
      const { store, shop, placedOrder } = trade()
      await store.kill()
      await store.start({ INBANK_APPROVAL: approval })
      const { orderId } = await placedOrder()
      if (approval === "shipment") {
        expect(await shop.order(orderId)).toMatchObject({ payment_status: "awaiting" })
        await shop.ship(orderId)
      }
      await eventually(
        async () => (await shop.order(orderId)).payment_status,
        (status) => status === "captured",
        "the payment to be captured",
      )
    },
  )

  it("leaves no table behind when the migration is taken back", async () => {
    const { store } = trade()
    await store.kill()
    expect(await store.hasTable()).toBe(true)
    await store.migrate("revert")
    expect(await store.hasTable()).toBe(false)
  })
})
