import { comeBack } from "../../test-kit/shopper"
import { isAtRest, openProblems, rowOfCart } from "../support/rows"
import { eventually } from "../../test-kit/eventually"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

describeShop("An order paid with Inbank", (shop) => {
  /** A cart paid up to `granted`, its order placed. */
  async function placedOrder(providerId = "pp_inbank_ee") {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank(providerId)
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const { order_id } = await eventually(
      () => shopper.sessionStatus(payment),
      (seen) => seen.order_id !== null,
      "the order to be placed",
    )
    return { shopper, payment, orderId: order_id ?? "" }
  }

  it("is placed when Inbank grants, captured when the merchant approves, and costs Inbank as few calls as can be", async () => {
    const shopper = shop().shopper()
    const cart = await shopper.fillCart()
    const payment = await shopper.startInbank()

    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(page.origin + page.pathname).toBe("http://127.0.0.1:9/ee/checkout/inbank")
    expect(Object.fromEntries(page.searchParams)).toMatchObject({ status: "granted", cart_id: cart.id })
    const orderId = page.searchParams.get("order_id") ?? ""

    const placed = await shop().admin.order(orderId)
    expect(placed).toMatchObject({ payment_status: "authorized", total: cart.total })
    expect((await shop().admin.capture(placed)).status).toBe(200)
    expect(await shop().admin.order(orderId)).toMatchObject({ payment_status: "captured" })
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "completed" })
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "completed", order_id: orderId })

    // Inbank's callback for our own approval may come last: then it is handled, once, and nobody looks again.
    await eventually(() => rowOfCart(shop().container, cart.id), isAtRest, "the row to be finished")
    // One GET when it was granted; one each of session and contract after the approval, and at most once more.
    const { "GET /products": _range, ...calls } = shop().sandbox.upstreamCounts()
    const { "GET /pos-sessions": sessions = 0, "GET /contracts": contracts = 0, ...posts } = calls
    expect(posts).toEqual({ "POST /pos-sessions": 1, "POST /contracts/merchant-approval": 1 })
    expect([2, 3]).toContain(sessions)
    expect(contracts).toBe(sessions - 1)
  })

  it("costs one look more when the customer is back before the callback", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    const orderId = page.searchParams.get("order_id") ?? ""
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "GET /pos-sessions": 1 })

    const [late] = shop().sandbox.state().callbacks
    if (!late) throw new Error("the sandbox signed no callback")
    await fetch(late.url, { method: "POST", body: new URLSearchParams({ ...late.fields }) })
    await eventually(
      async () => shop().sandbox.upstreamCounts()["GET /pos-sessions"],
      (looks) => looks === 2,
      "the callback's look",
    )
    shop().sandbox.callbacks.resume()
    expect((await shop().admin.capture(await shop().admin.order(orderId))).status).toBe(200)
    // One for the return, one for the callback, and one each of session and contract after the approval, or twice.
    const { "GET /pos-sessions": sessions = 0, "GET /contracts": contracts } = shop().sandbox.upstreamCounts()
    expect([3, 4]).toContain(sessions)
    expect(contracts).toBe(sessions - 2)
  })

  it("is mapped to its session and contract, and Query goes from the one to the other", async () => {
    const { shopper, orderId, payment } = await placedOrder()
    const row = await rowOfCart(shop().container, shopper.cartId)
    expect(row).toMatchObject({
      order_id: orderId,
      pos_session_uuid: payment.posSessionUuid,
      session_status: "granted",
    })

    const { data } = await shop()
      .container.resolve("query")
      .graph({
        entity: "inbank_session",
        fields: ["id", "order.id", "order.total"],
        filters: { id: row.id },
      })
    expect(data[0]).toMatchObject({ order: { id: orderId } })
  })

  it("is placed and captured at once when the product needs no merchant approval", async () => {
    const { orderId, payment } = await placedOrder("pp_inbank_direct")
    await eventually(
      () => shop().admin.order(orderId),
      (order) => order.payment_status === "captured",
      "the payment to be captured",
    )
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "completed" })
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("POST /contracts/merchant-approval")
  })

  it("paid by Pay next month is captured without any call about a contract", async () => {
    const { orderId } = await placedOrder("pp_inbank_later")
    await eventually(
      () => shop().admin.order(orderId),
      (order) => order.payment_status === "captured",
      "the payment to be captured",
    )
    const routes = Object.keys(shop().sandbox.upstreamCounts())
    expect(routes.filter((route) => route.includes("/contracts"))).toEqual([])
  })

  it("is approved as soon as it is placed where the account says so", async () => {
    const { orderId, payment } = await placedOrder("pp_inbank_order")
    await eventually(
      () => shop().admin.order(orderId),
      (order) => order.payment_status === "captured",
      "the payment to be captured",
    )
    expect(shop().sandbox.session(payment.posSessionUuid)).toMatchObject({ status: "completed" })
  })

  it.each([
    { handedOver: "shipped", act: "ship" as const },
    { handedOver: "delivered without a shipment", act: "deliver" as const },
  ])("is approved when it is $handedOver where the account says so (R128)", async ({ act }) => {
    const { orderId } = await placedOrder("pp_inbank_shipment")
    const { items, payment_status } = await shop().admin.order(orderId)
    expect(payment_status).toBe("authorized")
    await shop().admin[act](orderId, items)
    await eventually(
      () => shop().admin.order(orderId),
      (order) => order.payment_status === "captured",
      "the payment to be captured",
    )
  })

  it("is placed although the customer never comes back", async () => {
    const { orderId } = await placedOrder()
    expect(await shop().admin.order(orderId)).toMatchObject({ payment_status: "authorized" })
  })

  it("is placed by the sweep when the callback is lost and the customer never comes back", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending", order_id: null })

    await aMinuteLater(shop().container)
    expect(await shopper.sessionStatus(payment)).toMatchObject({
      status: "granted",
      order_id: expect.any(String),
    })
  })

  it("is placed when the storefront itself completes the cart after the customer signed", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    expect(await shopper.complete()).toMatchObject({
      type: "cart",
      error: { type: "payment_requires_more_error" },
    })

    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    await aMinuteLater(shop().container)
    expect(await shopper.complete()).toMatchObject({ type: "order" })
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("is one order when callback, customer and storefront complete it at the same moment", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const approving = shop().sandbox.customer.approve(payment.posSessionUuid)
    const back = await approving
    const [page, completion] = await Promise.all([comeBack(back.redirect), shopper.complete()])
    expect(completion).toMatchObject({ type: "order", order: { id: page.searchParams.get("order_id") } })
    expect(await shop().admin.orderCount()).toBe(1)
  })

  it("is not made when Inbank declines, and the cart can be paid otherwise (R105)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const back = await shop().sandbox.customer.decline(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(page.searchParams.get("status")).toBe("declined")
    expect(page.searchParams.get("order_id")).toBeNull()
    expect(await shopper.complete()).toMatchObject({
      type: "cart",
      error: { type: "payment_authorization_error" },
    })

    expect((await shopper.choose("pp_system_default")).status).toBe(200)
    expect(await shopper.complete()).toMatchObject({ type: "order" })
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("is not made when the customer cancels at e-POS, who may then try Inbank again", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const back = await shop().sandbox.customer.cancel(payment.posSessionUuid)
    const page = await comeBack(back.redirect)
    expect(page.searchParams.get("status")).toBe("cancelled")

    const second = await shopper.startInbank()
    expect(second.posSessionUuid).not.toBe(payment.posSessionUuid)
    await shop().sandbox.customer.approve(second.posSessionUuid)
    await eventually(
      () => shopper.sessionStatus(second),
      ({ order_id }) => order_id !== null,
      "the order of the second try",
    )
    // A late ring for the first try must not touch the order of the second.
    await comeBack(back.redirect)
    await aMinuteLater(shop().container)
    const { order_id } = await shopper.sessionStatus(second)
    expect(await shop().admin.order(order_id ?? "")).toMatchObject({ payment_status: "authorized" })
  })

  it("is not made when the session expires at Inbank, not before, and the customer may try again (R104)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await aMinuteLater(shop().container)
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending" })

    await shop().sandbox.expireSessions({ evenIfStillValid: true })
    await aMinuteLater(shop().container)
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "expired" })
    expect(await shop().admin.orderCount()).toBe(0)

    const second = await shopper.startInbank()
    expect(second.posSessionUuid).not.toBe(payment.posSessionUuid)
    const back = await shop().sandbox.customer.approve(second.posSessionUuid)
    expect((await comeBack(back.redirect)).searchParams.get("order_id")).toMatch(/^order_/)
  })

  it("cancelled by the merchant at granted is cancelled at Inbank and its payment in Medusa too", async () => {
    const { orderId, payment } = await placedOrder()
    expect((await shop().admin.cancel(await shop().admin.order(orderId))).status).toBe(200)
    const canceled = await eventually(
      () => shop().admin.order(orderId),
      (order) => Boolean(order.payment_collections[0]?.payments[0]?.canceled_at),
      "the payment to be cancelled",
    )
    expect(canceled).toMatchObject({ status: "canceled", payment_status: "canceled" })
    const session = shop().sandbox.session(payment.posSessionUuid)
    expect(session).toMatchObject({ status: "cancelled" })
    expect(shop().sandbox.contract(session?.creditContractUuid ?? "")).toMatchObject({ status: "terminated" })
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /contracts/cancel": 1 })
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("whose contract is cancelled at Inbank is kept, with its payment cancelled and a warning not to ship", async () => {
    const { orderId, payment } = await placedOrder()
    const session = shop().sandbox.session(payment.posSessionUuid)
    await shop().sandbox.portal.cancel(session?.creditContractUuid ?? "")
    await eventually(
      () => shop().admin.order(orderId),
      (order) =>
        order.payment_status === "canceled" &&
        Boolean(order.payment_collections[0]?.payments[0]?.canceled_at),
      "the payment to be cancelled",
    )
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.includes("do_not_ship"),
      "the warning",
    )
    expect(await shop().admin.order(orderId)).toMatchObject({ status: "pending" })
  })
})
