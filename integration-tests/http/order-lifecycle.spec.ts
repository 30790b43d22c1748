import { comeBack } from "../support/shopper"
import { describeShop, eventually } from "../support/shop"

describeShop("An order paid with Inbank", (shop) => {
  it("is placed when Inbank grants, captured when the merchant approves, and costs Inbank as few calls as can be", async () => {
    const shopper = shop().shopper()
    const cart = await shopper.fillCart()
    const payment = await shopper.startInbank()

    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(page.searchParams.get("status")).toBe("granted")
    expect(page.searchParams.get("cart_id")).toBe(cart.id)
    const orderId = page.searchParams.get("order_id") ?? ""

    const placed = await shop().admin.order(orderId)
    expect(placed).toMatchObject({ payment_status: "authorized", total: cart.total })

    const captured = await shop().admin.capture(placed)
    expect(captured.status).toBe(200)
    expect(await shop().admin.order(orderId)).toMatchObject({ payment_status: "captured" })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "completed" })

    await eventually(
      () => shopper.sessionStatus(payment),
      ({ status }) => status === "completed",
      "the session to be completed",
    )
    const {
      "GET /pos-sessions": sessions = 0,
      "GET /contracts": contracts = 0,
      ...others
    } = shop().sandbox.upstreamCounts()
    expect(others).toMatchObject({ "POST /pos-sessions": 1, "POST /contracts/merchant-approval": 1 })
    expect(sessions + contracts).toBeLessThanOrEqual(3)
  })
})
