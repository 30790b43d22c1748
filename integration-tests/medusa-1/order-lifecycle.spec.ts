import { comeBack } from "../../demo/support/shopper"
import { eventually } from "../../demo/support/eventually"
import type { Answer } from "../../demo/support/http"
import { startSandbox, type Sandbox } from "../../src/sandbox"
import { installedPackages, integrityOf, lockedPackages } from "../package/tarball"
import { tarballOfThisRun } from "../package/this-run"
import { Shop, type StartedPayment } from "./support/shop"
import { DIRECTORY, MERCHANT, Store } from "./support/store"

/** Longer than the pause between two sweeps. */
const A_SWEEP_MS = 60_000

jest.setTimeout(120_000)

describe("An order paid with Inbank in Medusa 1.20.11", () => {
  let sandbox: Sandbox
  let store: Store
  let shop: Shop

  beforeAll(async () => {
    sandbox = await startSandbox()
    store = await Store.install(sandbox.url)
    await store.migrate()
    await store.start({ MERCHANT_PASSWORD: MERCHANT.password })
    shop = await Shop.open(store)
  }, 300_000)
  beforeEach(async () => {
    await store.forgetSessions()
    sandbox.reset()
  })
  afterAll(async () => {
    await store.close()
    await sandbox.close()
  })

  async function orderOf(payment: StartedPayment, patienceMs?: number): Promise<string> {
    const { order_id } = await eventually(
      async () => await shop.statusOf(payment),
      (seen) => seen.order_id !== null,
      "the order to be placed",
      patienceMs,
    )
    return order_id ?? ""
  }

  async function placedOrder(): Promise<{ payment: StartedPayment; orderId: string; contract: string }> {
    const payment = await shop.startPayment()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const contract = sandbox.session(payment.pos_session_uuid)?.creditContractUuid ?? ""
    return { payment, orderId: await orderOf(payment), contract }
  }

  /** Inbank does what it is asked, and then nobody can find out what it did. */
  async function outcomeUnknown(route: string, press: () => Promise<Answer>): Promise<Answer> {
    const done = sandbox.faults.add({ route, kind: { type: "hang_after" } })
    const pressed = press()
    await sandbox.faults.befallen(done.id)
    // No outage, after which the plugin would leave Inbank alone for a while.
    const silence = sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "status", status: 429 },
    })
    sandbox.faults.remove(done.id)
    const answer = await pressed
    sandbox.faults.remove(silence.id)
    return answer
  }

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

  it("is placed when Inbank grants, and captured when the merchant approves", async () => {
    const payment = await shop.startPayment()
    const { redirect } = await sandbox.customer.approve(payment.pos_session_uuid)
    const page = await comeBack(redirect)
    expect(page.origin + page.pathname).toBe("http://127.0.0.1:9/ee/checkout/inbank")
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      status: "granted",
      cart_id: payment.cartId,
    })

    const orderId = page.searchParams.get("order_id") ?? ""
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "awaiting", total: 50_500 })
    expect((await shop.capture(orderId)).status).toBe(200)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "captured" })
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "completed", totalAmount: 505 })
    expect(await shop.statusOf(payment)).toEqual({ status: "completed", reason: null, order_id: orderId })
    expect((await shop.complete(payment)).body).toMatchObject({ type: "order", data: { id: orderId } })
  })

  it("is not placed before Inbank has decided, and the customer may try again afterwards", async () => {
    const payment = await shop.startPayment()
    const early = await shop.complete(payment)
    expect(early).toMatchObject({ status: 200, body: { type: "cart", payment_status: "pending" } })
    await sandbox.customer.approve(payment.pos_session_uuid)
    expect(await shop.order(await orderOf(payment))).toMatchObject({ payment_status: "awaiting" })
  })

  it.each(["decline", "cancel"] as const)(
    "is not placed when Inbank or the customer says no: %s",
    async (step) => {
      const payment = await shop.startPayment()
      const { redirect } = await sandbox.customer[step](payment.pos_session_uuid)
      const page = await comeBack(redirect)
      expect(page.searchParams.get("status")).toBe(step === "decline" ? "declined" : "cancelled")
      // A pending session by now, should Medusa have renewed the cart's sessions after the e-mail was set: seconds late.
      expect((await shop.complete(payment)).body).not.toMatchObject({ type: "order" })

      const again = await shop.chooseInbank(payment.cartId)
      expect(again.pos_session_uuid).not.toBe(payment.pos_session_uuid)
    },
  )

  it("is cancelled at Inbank first when the merchant cancels it", async () => {
    const { payment, orderId } = await placedOrder()
    expect((await shop.cancel(orderId)).status).toBe(200)
    expect(await shop.order(orderId)).toMatchObject({ status: "canceled" })
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "cancelled" })
  })

  it("is cancelled by a second press when nobody knew what became of the first, and at Inbank once", async () => {
    const { payment, orderId } = await placedOrder()
    const unclear = await outcomeUnknown("POST /contracts/cancel", async () => await shop.cancel(orderId))
    expect(unclear.status).toBe(400)
    expect(await shop.order(orderId)).toMatchObject({ status: "pending" })

    expect((await shop.cancel(orderId)).status).toBe(200)
    expect(await shop.order(orderId)).toMatchObject({ status: "canceled" })
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "cancelled" })
    expect(sandbox.upstreamCounts()["POST /contracts/cancel"]).toBe(1)
  })

  it("stands when it is to be cancelled but Inbank has paid, and is refunded by withdrawing the contract", async () => {
    const { orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    const refused = await shop.cancel(orderId)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.body).toMatchObject({
      message: `Inbank:\nInbank has financed this order: it cannot be cancelled. Refund it in full instead, or withdraw the contract in the Partner Portal first.`,
    })
    expect(await shop.order(orderId)).toMatchObject({ status: "pending", payment_status: "captured" })

    expect((await shop.refund(orderId, 50_500)).status).toBe(200)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "refunded" })
    expect(sandbox.contract(contract)).toMatchObject({ status: "terminated" })
  })

  it("keeps its books when a refund fails: nothing is booked, and the payment's data stay", async () => {
    const { payment, orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    await sandbox.portal.forbidWithdrawal(contract)
    expect((await shop.refund(orderId, 50_500)).status).toBeGreaterThanOrEqual(400)
    expect((await shop.refund(orderId, 10_000)).status).toBeGreaterThanOrEqual(400)
    const order = await shop.order(orderId)
    expect(order).toMatchObject({ payment_status: "captured" })
    expect(order.payments[0]?.data).toMatchObject({ pos_session_uuid: payment.pos_session_uuid })
  })

  it("is refunded once when the button is pressed twice", async () => {
    const { orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    const answers = await Promise.all([shop.refund(orderId, 50_500), shop.refund(orderId, 50_500)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(JSON.stringify(answers)).toContain("Nothing was refunded")
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "refunded", refunded_total: 50_500 })
    expect(sandbox.upstreamCounts()["POST /contracts/merchant-withdrawal"]).toBe(1)
    expect(sandbox.contract(contract)).toMatchObject({ status: "terminated" })
  })

  it("is refunded by a second press when nobody knew what became of the first, and at Inbank once", async () => {
    const { orderId } = await placedOrder()
    await shop.capture(orderId)
    const refund = async () => await shop.refund(orderId, 50_500)
    const unclear = await outcomeUnknown("POST /contracts/merchant-withdrawal", refund)
    expect(unclear.status).toBe(400)
    expect(JSON.stringify(unclear.body)).toContain("Refund again in a minute")
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "captured", refunded_total: 0 })

    await eventually(refund, ({ status }) => status === 200, "the refund to be booked")
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "refunded", refunded_total: 50_500 })
    expect(sandbox.upstreamCounts()["POST /contracts/merchant-withdrawal"]).toBe(1)
  })

  it("is told to the merchant when nobody pressed again after a refund of which nobody knew", async () => {
    const { payment, orderId } = await placedOrder()
    await shop.capture(orderId)
    await outcomeUnknown(
      "POST /contracts/merchant-withdrawal",
      async () => await shop.refund(orderId, 50_500),
    )
    await store.hasSaid(
      `session ${payment.purchase_reference}, cart ${payment.cartId}: contract_terminated`,
      A_SWEEP_MS,
    )
  })

  it("is captured though Inbank's answer to the approval is lost", async () => {
    const { orderId } = await placedOrder()
    sandbox.faults.add({ route: "POST /contracts/merchant-approval", kind: { type: "reset_after" } })
    await shop.capture(orderId)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "captured" })
  })

  it("is captured by itself when nobody knew at first what became of the approval", async () => {
    const { orderId } = await placedOrder()
    sandbox.callbacks.pause()
    const capture = async () => await shop.capture(orderId)
    await outcomeUnknown("POST /contracts/merchant-approval", capture)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "requires_action" })
    await eventually(
      async () => (await shop.order(orderId)).payment_status,
      (status) => status === "captured",
      "the payment to be captured",
      A_SWEEP_MS,
    )
    expect(sandbox.upstreamCounts()["POST /contracts/merchant-approval"]).toBe(1)
  })

  it("requires action when Inbank cannot be reached at capture, and is captured at the next try", async () => {
    const { orderId } = await placedOrder()
    const fault = sandbox.faults.add({
      route: "POST /contracts/merchant-approval",
      kind: { type: "status", status: 503 },
    })
    await shop.capture(orderId)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "requires_action" })
    sandbox.faults.remove(fault.id)
    await shop.capture(orderId)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "captured" })
  })

  it("frees its customer when the goods are gone by the time Inbank grants", async () => {
    const payment = await shop.startPayment()
    await shop.haveInStock(0)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await eventually(
      async () => await store.closedReason(payment.purchase_reference),
      (reason) => reason === "order_impossible",
      "the order to be impossible",
    )
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "cancelled" })
    await shop.haveInStock(1_000)
  })

  it("is a case for the merchant when the goods are gone and Inbank has paid: the log says so", async () => {
    const payment = await shop.startPayment()
    await shop.haveInStock(0)
    sandbox.callbacks.pause()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const contract = sandbox.session(payment.pos_session_uuid)?.creditContractUuid ?? ""
    sandbox.callbacks.resume()
    await sandbox.portal.approve(contract)
    await store.hasSaid(
      `session ${payment.purchase_reference}, cart ${payment.cartId}: financed_without_order`,
    )
    expect(sandbox.contract(contract)).toMatchObject({ status: "activated" })

    await shop.haveInStock(1_000)
    await store.twoMinutesPass()
    const order = await shop.order(await orderOf(payment, A_SWEEP_MS))
    expect(order).toMatchObject({ payment_status: "captured" })
  })

  it("is not offered where the goods go to a country that the account does not serve", async () => {
    const payment = await shop.startPayment()
    await shop.deliverTo(payment.cartId, "lv")
    expect(await shop.whyNotInbank(payment.cartId)).toContain("deliveries to Estonia only")
    await shop.deliverTo(payment.cartId, "ee")
    expect(await shop.chooseInbank(payment.cartId)).toMatchObject({ redirect_url: payment.redirect_url })
  })

  it("is completed by one at a time: the customer's page waits for the look that a callback began", async () => {
    const payment = await shop.startPayment()
    const slow = sandbox.faults.add({
      route: "GET /pos-sessions",
      delayMilliseconds: 2_000,
      kind: { type: "none" },
    })
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.faults.befallen(slow.id)
    const { status, body } = await shop.complete(payment)
    expect({ status, body }).toMatchObject({ status: 200, body: { type: "order" } })
    expect(sandbox.upstreamCounts()["GET /pos-sessions"]).toBe(1)
  })

  it("follows the cart: after a change of the amount the old contract is given up", async () => {
    const payment = await shop.startPayment()
    await shop.addBicycle(payment.cartId)
    const renewed = await shop.chooseInbank(payment.cartId)
    expect(renewed.pos_session_uuid).not.toBe(payment.pos_session_uuid)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await eventually(
      async () => sandbox.session(payment.pos_session_uuid)?.status,
      (status) => status === "cancelled",
      "the old contract to be cancelled",
    )
    expect(await shop.statusOf(renewed)).toMatchObject({ status: "pending", order_id: null })
  })

  it("cannot be had with what a browser writes into the payment session", async () => {
    const payment = await shop.startPayment()
    const data = await shop.writeSessionData(payment.cartId, { purchase_reference: "inbs_of_somebody_else" })
    expect(data).toMatchObject({ purchase_reference: payment.purchase_reference })
  })

  it("is placed though its callback was lost and its customer never came back", async () => {
    const payment = await shop.startPayment()
    sandbox.callbacks.pause()
    await sandbox.customer.approve(payment.pos_session_uuid)
    await store.twoMinutesPass()
    expect(await shop.order(await orderOf(payment, A_SWEEP_MS))).toMatchObject({ payment_status: "awaiting" })
  })

  it("is one each for 25 customers who pay at the same time", async () => {
    const carts = await shop.fillCarts(25)
    const payments = await Promise.all(carts.map(async (cart) => await shop.chooseInbank(cart)))
    await Promise.all(
      payments.map(async ({ pos_session_uuid }) => await sandbox.customer.approve(pos_session_uuid)),
    )
    const orders: string[] = []
    for (const payment of payments) orders.push(await orderOf(payment, A_SWEEP_MS))
    expect(new Set(orders).size).toBe(25)
  })

  it("is placed once when the process dies while Inbank's answer is on its way", async () => {
    const payment = await shop.startPayment()
    const fault = sandbox.faults.add({
      route: "GET /pos-sessions",
      uuid: payment.pos_session_uuid,
      kind: { type: "hang_before" },
    })
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.faults.befallen(fault.id)
    await store.kill()
    sandbox.faults.remove(fault.id)
    await store.twoMinutesPass()
    await store.start()
    expect(await shop.order(await orderOf(payment, A_SWEEP_MS))).toMatchObject({ payment_status: "awaiting" })
  })

  it("is not to be shipped when Inbank cancels its contract, and the log says so", async () => {
    const { orderId, contract } = await placedOrder()
    await sandbox.portal.cancel(contract)
    await eventually(
      async () => (await shop.order(orderId)).payments[0]?.canceled_at,
      (canceledAt) => typeof canceledAt === "string",
      "Medusa's payment to be cancelled",
    )
    expect(await shop.order(orderId)).toMatchObject({ status: "pending" })
    await store.hasSaid("do_not_ship. Inbank does not finance this order any more.")
  })

  it("is of no use to whoever rings without Inbank's key", async () => {
    const payment = await shop.startPayment()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const [callback] = sandbox.state().callbacks
    const forged = new URLSearchParams({ ...callback?.fields, hmac: "0".repeat(128) })
    expect((await fetch(callback?.url ?? "", { method: "POST", body: forged })).status).toBe(401)
    expect((await fetch(`${store.url}/hooks/inbank/${"x".repeat(43)}`, { method: "POST" })).status).toBe(404)
  })

  it.each(["order", "shipment"])(
    "is approved and captured by itself with approval at %s",
    async (approval) => {
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
    await store.kill()
    expect(await store.hasTable()).toBe(true)
    await store.migrate("revert")
    expect(await store.hasTable()).toBe(false)
  })
})
