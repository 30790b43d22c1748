import { eventually } from "../../../test-kit/eventually"
import { A_SWEEP_MS, type Trade } from "../support/trade"

/** Whole refunds. */
export function refunds(trade: () => Trade): void {
  it("stands when it is to be cancelled but Inbank has paid, and is refunded by withdrawing the contract", async () => {
    const { sandbox, shop, placedOrder } = trade()
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
    const { sandbox, shop, placedOrder } = trade()
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
    const { sandbox, store, shop, placedOrder } = trade()
    const { payment, orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    await store.isAtRest(payment.purchase_reference)
    const answers = await Promise.all([shop.refund(orderId, 50_500), shop.refund(orderId, 50_500)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(JSON.stringify(answers)).toContain("Nothing was refunded")
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "refunded", refunded_total: 50_500 })
    expect(sandbox.upstreamCounts()["POST /contracts/merchant-withdrawal"]).toBe(1)
    expect(sandbox.contract(contract)).toMatchObject({ status: "terminated" })
  })

  it("is not refunded when its customer has repaid the contract early: the money was earned", async () => {
    const { sandbox, shop, placedOrder } = trade()
    const { orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    await sandbox.portal.repayEarly(contract)
    const refused = await shop.refund(orderId, 50_500)
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain("Nothing was refunded: the contract has ended")
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "captured", refunded_total: 0 })
  })

  it("is refunded by a second press when nobody knew what became of the first, and at Inbank once", async () => {
    const { sandbox, shop, placedOrder, outcomeUnknown } = trade()
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

  it("is told to the merchant when Inbank shows the withdrawal only after its answer, and nobody pressed again", async () => {
    const { sandbox, store, shop, placedOrder } = trade()
    const { payment, orderId, contract } = await placedOrder()
    await shop.capture(orderId)
    sandbox.callbacks.pause()
    const route = "POST /contracts/merchant-withdrawal"
    sandbox.faults.add({ route, times: 1, kind: { type: "status", status: 204 } })
    const refused = await shop.refund(orderId, 50_500)
    await sandbox.portal.withdraw(contract)
    expect(JSON.stringify(refused.body)).toContain("does not show it yet")
    await store.hasSaid(
      `session ${payment.purchase_reference}, cart ${payment.cartId}: contract_terminated`,
      A_SWEEP_MS,
    )
  })

  it("is told to the merchant when nobody pressed again after a refund of which nobody knew", async () => {
    const { store, shop, placedOrder, outcomeUnknown } = trade()
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
}
