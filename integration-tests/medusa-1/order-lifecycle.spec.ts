import { comeBack } from "../../demo/support/shopper"
import { eventually } from "../../demo/support/eventually"
import { startSandbox, type Sandbox } from "../../src/sandbox"
import { Shop, type StartedPayment } from "./support/shop"
import { MERCHANT, Store } from "./support/store"

/** Longer than the pause between two sweeps. */
const A_SWEEP_MS = 60_000

jest.setTimeout(120_000)

describe("The migration of a Medusa 1 store", () => {
  it("makes our table by Medusa's own command, and takes it away again", async () => {
    const store = await Store.create("http://127.0.0.1:9")
    await store.migrate()
    expect(await store.hasTable()).toBe(true)
    await store.migrate("revert")
    expect(await store.hasTable()).toBe(false)
    await store.close()
  })
})

describe("An order paid with Inbank in a Medusa 1 store", () => {
  let sandbox: Sandbox
  let store: Store
  let shop: Shop

  beforeAll(async () => {
    sandbox = await startSandbox()
    store = await Store.create(sandbox.url)
    await store.migrate()
    await store.start({ MERCHANT_PASSWORD: MERCHANT.password })
    shop = await Shop.open(store)
  })
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
      expect((await shop.complete(payment)).status).toBe(400)

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

  it("stands when it is to be cancelled but Inbank has paid, and is refunded by withdrawing the contract", async () => {
    const { orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    const refused = await shop.cancel(orderId)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(JSON.stringify(refused.body)).toContain("cannot be cancelled")
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
    await eventually(
      async () => store.output(),
      (said) => said.includes("do_not_ship. Inbank does not finance this order any more."),
      "the log to say so",
    )
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
      await store.kill()
      await store.start()
    },
  )

  it("is of no use to whoever rings without Inbank's key", async () => {
    const payment = await shop.startPayment()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const [callback] = sandbox.state().callbacks
    const forged = new URLSearchParams({ ...callback?.fields, hmac: "0".repeat(128) })
    expect((await fetch(callback?.url ?? "", { method: "POST", body: forged })).status).toBe(401)
    expect((await fetch(`${store.url}/hooks/inbank/${"x".repeat(43)}`, { method: "POST" })).status).toBe(404)
  })
})
