import { eventually } from "../../../test-kit/eventually"
import type { StartedPayment } from "../support/shop"
import { A_SWEEP_MS, type Trade } from "../support/trade"

/** The order itself: when it cannot be placed, and when many would place it. */
export function completion(trade: () => Trade): void {
  /** Either may come first: Inbank is asked to cancel, and we write down why. */
  async function isFreed(payment: StartedPayment): Promise<void> {
    const { sandbox, store } = trade()
    await eventually(
      async () => [
        sandbox.session(payment.pos_session_uuid)?.status,
        await store.closedReason(payment.purchase_reference),
      ],
      (seen) => seen.join() === "cancelled,order_impossible",
      "the customer to be freed of the contract",
    )
  }

  it("frees its customer when the goods are gone by the time Inbank grants", async () => {
    const { sandbox, shop } = trade()
    const payment = await shop.startPayment()
    await shop.haveInStock(0)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await isFreed(payment)
    await shop.haveInStock(1_000)
  })

  it.each([
    ["the goods were", "product_variant"],
    ["its region was", "region"],
  ] as const)("frees its customer when %s deleted by the time Inbank grants", async (_what, table) => {
    const { sandbox, store, shop } = trade()
    const payment = await shop.startPayment()
    await store.withDeleted(table, async () => {
      await sandbox.customer.approve(payment.pos_session_uuid)
      await isFreed(payment)
    })
  })

  it("that a gift card has paid needs no contract: the one that is granted later is cancelled", async () => {
    const { sandbox, store, shop } = trade()
    const payment = await shop.startPayment()
    await shop.payByGiftCard(payment.cartId)
    expect(await shop.complete(payment)).toMatchObject({ status: 200, body: { type: "order" } })
    await sandbox.customer.approve(payment.pos_session_uuid)
    await eventually(
      async () => sandbox.session(payment.pos_session_uuid)?.status,
      (status) => status === "cancelled",
      "the contract to be cancelled",
    )
    expect(await store.closedReason(payment.purchase_reference)).toBe("paid_otherwise")
  })

  it("that a gift card has paid is a case for the merchant when Inbank has paid too: the log says so", async () => {
    const { sandbox, store, shop } = trade()
    const payment = await shop.startPayment()
    sandbox.callbacks.pause()
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.portal.approve(sandbox.session(payment.pos_session_uuid)?.creditContractUuid ?? "")
    await shop.payByGiftCard(payment.cartId)
    expect(await shop.complete(payment)).toMatchObject({ status: 200, body: { type: "order" } })
    await store.minutesPass(2)
    const place = `session ${payment.purchase_reference}, cart ${payment.cartId}`
    await store.hasSaid(`${place}: financed_without_order`, A_SWEEP_MS)
  })

  it("is a case for the merchant when the goods are gone and Inbank has paid: the log says so", async () => {
    const { sandbox, store, shop, orderOf } = trade()
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
    await store.minutesPass(2)
    const order = await shop.order(await orderOf(payment, A_SWEEP_MS))
    expect(order).toMatchObject({ payment_status: "captured" })
  })

  it("is placed once the goods are back, with the payment that its customer's own failed completion left behind", async () => {
    const { sandbox, store, shop, orderOf, financedWithoutGoods, isCaptured } = trade()
    const { payment, contract } = await financedWithoutGoods()
    expect((await shop.complete(payment)).status).toBeGreaterThanOrEqual(400)
    expect(await store.paymentsOf(payment.cartId)).toEqual([{ order_id: null, canceled: false }])
    await store.minutesPass(2)
    await store.hasSaid(
      `session ${payment.purchase_reference}, cart ${payment.cartId}: financed_without_order`,
      A_SWEEP_MS,
    )

    await shop.haveInStock(1_000)
    const { status, body } = await shop.complete(payment)
    expect({ status, body }).toMatchObject({ status: 200, body: { type: "order" } })
    const orderId = await orderOf(payment, A_SWEEP_MS)
    await isCaptured(orderId)
    expect(await store.paymentsOf(payment.cartId)).toEqual([{ order_id: orderId, canceled: false }])
    expect(sandbox.contract(contract)).toMatchObject({ status: "activated" })
    expect(await store.sessionsOf(payment.cartId)).toEqual([payment.purchase_reference])
    expect(sandbox.upstreamCounts()["POST /contracts/cancel"]).toBeUndefined()
  })

  it("may be another cart by then: the payment left behind does not stand in the way of a new one", async () => {
    const { sandbox, store, shop, orderOf, financedWithoutGoods } = trade()
    const { payment } = await financedWithoutGoods()
    await shop.complete(payment)
    await shop.haveInStock(1_000)
    await shop.addBicycle(payment.cartId)
    const renewed = await shop.chooseInbank(payment.cartId)
    sandbox.callbacks.resume()
    await sandbox.customer.approve(renewed.pos_session_uuid)
    const orderId = await orderOf(renewed, A_SWEEP_MS)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "awaiting", total: 100_000 })
    expect(await store.paymentsOf(payment.cartId)).toEqual([
      { order_id: null, canceled: true },
      { order_id: orderId, canceled: false },
    ])
    // A session that its cart has left behind is looked at each fifth minute.
    await store.minutesPass(6)
    await store.hasSaid(
      `session ${payment.purchase_reference}, cart ${payment.cartId}: paid_twice`,
      A_SWEEP_MS,
    )
  })

  it("is completed by one at a time: the customer's page waits for the pass that a callback began", async () => {
    const { sandbox, store, shop, answerHangs, orderOf } = trade()
    const payment = await shop.startPayment()
    const hanging = answerHangs(payment)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.faults.befallen(hanging.id)
    let isAnswered = false
    const completed = shop.complete(payment).finally(() => (isAnswered = true))
    // Another customer, who began later, is served meanwhile: it is this cart that waits.
    await shop.startPayment()
    expect(isAnswered).toBe(false)
    sandbox.faults.release(hanging.id)
    const { status, body } = await completed
    expect({ status, body }).toMatchObject({ status: 200, body: { type: "order" } })
    expect(await store.paymentsOf(payment.cartId)).toEqual([
      { order_id: await orderOf(payment), canceled: false },
    ])
  })

  it("is decided by nobody who has lost the cart to somebody else meanwhile", async () => {
    const { sandbox, store, shop, answerHangs, orderOf } = trade()
    const payment = await shop.startPayment()
    const hanging = answerHangs(payment)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.faults.befallen(hanging.id)
    await store.lease(payment.cartId)
    sandbox.faults.release(hanging.id)
    await store.hasSaid(
      `${payment.purchase_reference} will be checked again: Error: somebody else is at this cart now`,
    )
    // Its failure would be written within milliseconds of that line: nothing tells when it is not.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await store.checkOf(payment.purchase_reference)).toMatchObject({ failures: 0, last_error: null })
    await store.minutesPass(2)
    expect(await orderOf(payment, A_SWEEP_MS)).not.toBe("")
  })

  it("is not completed by its customer while somebody else is at the cart", async () => {
    const { store, shop } = trade()
    const payment = await shop.startPayment()
    await store.lease(payment.cartId)
    expect(await shop.complete(payment)).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining("Please try again in a moment.") as unknown },
    })
  })

  it("is not to be had for a cart that never becomes an order, such as a swap's", async () => {
    const { sandbox, store, shop } = trade()
    const payment = await shop.startPayment()
    await store.makeSwapOf(payment.cartId)
    expect(await shop.whyNotInbank(payment.cartId)).toContain("Inbank pays for orders only")
    await sandbox.customer.approve(payment.pos_session_uuid)
    await eventually(
      async () => sandbox.session(payment.pos_session_uuid)?.status,
      (status) => status === "cancelled",
      "the contract to be cancelled",
    )
  })

  it("is placed though its callback was lost and its customer never came back", async () => {
    const { sandbox, store, shop, orderOf } = trade()
    const payment = await shop.startPayment()
    sandbox.callbacks.pause()
    await sandbox.customer.approve(payment.pos_session_uuid)
    await store.minutesPass(2)
    expect(await shop.order(await orderOf(payment, A_SWEEP_MS))).toMatchObject({ payment_status: "awaiting" })
  })

  it("waits while the options name another shop than the session was made with, and the log says so", async () => {
    const { sandbox, store, placedOrder, isCaptured } = trade()
    const { payment, orderId, contract } = await placedOrder()
    await store.isAtRest(payment.purchase_reference)
    const made = await store.shopOf(payment.purchase_reference)
    await store.isOfShop(payment.purchase_reference, "00000000-0000-4000-8000-000000000000")
    const asked = sandbox.upstreamCounts()["GET /pos-sessions"]
    sandbox.callbacks.pause()
    await sandbox.portal.approve(contract)
    await store.minutesPass(2)
    await store.hasSaid(`${payment.purchase_reference}, cart ${payment.cartId}: account_changed.`, A_SWEEP_MS)
    expect(sandbox.upstreamCounts()["GET /pos-sessions"]).toBe(asked)

    await store.isOfShop(payment.purchase_reference, made)
    await store.isAtRest(payment.purchase_reference)
    await store.minutesPass(2)
    await isCaptured(orderId, A_SWEEP_MS)
  })

  it("is one each for 25 customers who pay at the same time", async () => {
    const { sandbox, shop, orderOf } = trade()
    const carts = await shop.fillCarts(25)
    const payments = await Promise.all(carts.map(async (cart) => await shop.chooseInbank(cart)))
    await Promise.all(
      payments.map(async ({ pos_session_uuid }) => await sandbox.customer.approve(pos_session_uuid)),
    )
    const orders: string[] = []
    for (const payment of payments) orders.push(await orderOf(payment, A_SWEEP_MS))
    expect(new Set(orders).size).toBe(25)
  })
}
