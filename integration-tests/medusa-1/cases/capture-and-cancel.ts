import { eventually } from "../../../test-kit/eventually"
import { A_SWEEP_MS, type Trade } from "../support/trade"

/** What the merchant and Inbank do with an order that was granted. */
export function captureAndCancel(trade: () => Trade): void {
  it("is cancelled at Inbank first when the merchant cancels it", async () => {
    const { sandbox, shop, placedOrder } = trade()
    const { payment, orderId } = await placedOrder()
    expect((await shop.cancel(orderId)).status).toBe(200)
    expect(await shop.order(orderId)).toMatchObject({ status: "canceled" })
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "cancelled" })
  })

  it("is cancelled by a second press when nobody knew what became of the first, and at Inbank once", async () => {
    const { sandbox, shop, placedOrder, outcomeUnknown } = trade()
    const { payment, orderId } = await placedOrder()
    const unclear = await outcomeUnknown("POST /contracts/cancel", async () => await shop.cancel(orderId))
    expect(unclear.status).toBe(400)
    expect(await shop.order(orderId)).toMatchObject({ status: "pending" })

    expect((await shop.cancel(orderId)).status).toBe(200)
    expect(await shop.order(orderId)).toMatchObject({ status: "canceled" })
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "cancelled" })
    expect(sandbox.upstreamCounts()["POST /contracts/cancel"]).toBe(1)
  })

  it("is captured though Inbank's answer to the approval is lost", async () => {
    const { sandbox, shop, placedOrder } = trade()
    const { orderId } = await placedOrder()
    sandbox.faults.add({ route: "POST /contracts/merchant-approval", kind: { type: "reset_after" } })
    await shop.capture(orderId)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "captured" })
  })

  it("is captured by itself when nobody knew at first what became of the approval", async () => {
    const { sandbox, shop, placedOrder, outcomeUnknown } = trade()
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
    const { sandbox, shop, placedOrder } = trade()
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

  it("is not approved when it costs something else by then, and the log says so (R129)", async () => {
    const { sandbox, store, shop, placedOrder } = trade()
    const { payment, orderId } = await placedOrder()
    await shop.editOrder(orderId)
    await shop.capture(orderId)
    expect(await shop.order(orderId)).toMatchObject({ payment_status: "requires_action" })
    expect(sandbox.upstreamCounts()).not.toHaveProperty("POST /contracts/merchant-approval")
    await store.hasSaid(`session ${payment.purchase_reference}, cart ${payment.cartId}: order_total_changed.`)
    expect((await shop.cancel(orderId)).status).toBe(200)
  })

  it("gives its contract up when Medusa's payment has another amount than Inbank lends, and the log says so", async () => {
    const { sandbox, store, placedOrder } = trade()
    const { payment } = await placedOrder()
    await store.isAtRest(payment.purchase_reference)
    await store.paymentCosts(payment.cartId, 50_501)
    await store.minutesPass(2)
    await store.hasSaid(`${payment.purchase_reference}, cart ${payment.cartId}: amount_mismatch.`, A_SWEEP_MS)
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "cancelled" })
  })

  it("is not to be shipped when Inbank cancels its contract, and the log says so", async () => {
    const { sandbox, store, shop, placedOrder } = trade()
    const { payment, orderId, contract } = await placedOrder()
    await sandbox.portal.cancel(contract)
    await eventually(
      async () => (await shop.order(orderId)).payments[0]?.canceled_at,
      (canceledAt) => typeof canceledAt === "string",
      "Medusa's payment to be cancelled",
    )
    expect(await shop.order(orderId)).toMatchObject({ status: "pending" })
    await store.hasSaid(
      `session ${payment.purchase_reference}, cart ${payment.cartId}: do_not_ship. Inbank does not finance this order any more.`,
    )
  })
}
