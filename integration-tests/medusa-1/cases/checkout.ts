import { comeBack } from "../../../test-kit/shopper"
import { eventually } from "../../../test-kit/eventually"
import type { StartedPayment } from "../support/shop"
import { NEW_SESSIONS_OF_CART, TOO_MANY_OF_CART } from "../../../src/domain/session/limits"
import { A_SWEEP_MS, type Trade } from "../support/trade"

/** What its customer does before Inbank has said yes. */
export function checkout(trade: () => Trade): void {
  it("is placed when Inbank grants, and captured when the merchant approves", async () => {
    const { sandbox, shop } = trade()
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
    const { sandbox, shop, orderOf } = trade()
    const payment = await shop.startPayment()
    const early = await shop.complete(payment)
    expect(early).toMatchObject({ status: 200, body: { type: "cart", payment_status: "pending" } })
    await sandbox.customer.approve(payment.pos_session_uuid)
    expect(await shop.order(await orderOf(payment))).toMatchObject({ payment_status: "awaiting" })
  })

  it.each(["decline", "cancel"] as const)(
    "is not placed when Inbank or the customer says no: %s",
    async (step) => {
      const { sandbox, shop } = trade()
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

  it("is not offered where the goods go to a country that the account does not serve", async () => {
    const { shop } = trade()
    const payment = await shop.startPayment()
    await shop.deliverTo(payment.cartId, "lv")
    expect(await shop.whyNotInbank(payment.cartId)).toContain("deliveries to Estonia only")
    await shop.deliverTo(payment.cartId, "ee")
    expect(await shop.chooseInbank(payment.cartId)).toMatchObject({ redirect_url: payment.redirect_url })
  })

  it("is what the waiting page tells of, though its customer began another payment after the one that pays", async () => {
    const { sandbox, store, shop, orderOf } = trade()
    const payment = await shop.startPayment()
    await shop.addBicycle(payment.cartId)
    const dearer = await shop.chooseInbank(payment.cartId)
    await shop.keepOneBicycle(payment.cartId)
    const again = await shop.chooseInbank(payment.cartId)
    expect(again.pos_session_uuid).toBe(payment.pos_session_uuid)
    await sandbox.customer.approve(payment.pos_session_uuid)
    const orderId = await orderOf(again)
    expect(await store.paymentsOf(payment.cartId)).toEqual([{ order_id: orderId, canceled: false }])
    expect(sandbox.session(dearer.pos_session_uuid)).toMatchObject({ status: "pending" })
  })

  it("follows the cart: after a change of the amount the old contract is given up", async () => {
    const { sandbox, shop } = trade()
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

  it("begins ten sessions a minute and no more, however often its cart changes; other carts are served", async () => {
    const { store, shop } = trade()
    const { cartId } = await shop.startPayment()
    for (let sessions = 1; sessions < NEW_SESSIONS_OF_CART; sessions += 1) {
      await shop.addBicycle(cartId)
      expect(await shop.whyNotInbank(cartId)).toBeUndefined()
    }
    await shop.addBicycle(cartId)
    expect(await shop.whyNotInbank(cartId)).toBe(TOO_MANY_OF_CART)
    expect(await store.sessionsOf(cartId)).toHaveLength(NEW_SESSIONS_OF_CART)
    expect((await shop.startPayment()).redirect_url).not.toBe("")
  })

  it("is placed though the cart was another for a moment, just when somebody reconciled it", async () => {
    const { sandbox, store, shop, answerHangs, orderOf } = trade()
    const payment = await shop.startPayment()
    await shop.addBicycle(payment.cartId)
    const hanging = answerHangs(payment)
    await sandbox.customer.approve(payment.pos_session_uuid)
    await sandbox.faults.befallen(hanging.id)
    await shop.keepOneBicycle(payment.cartId)
    sandbox.faults.release(hanging.id)
    const orderId = await orderOf(payment)
    expect(await store.paymentsOf(payment.cartId)).toEqual([{ order_id: orderId, canceled: false }])
    expect(sandbox.session(payment.pos_session_uuid)).toMatchObject({ status: "granted" })
  })

  it("is checked more often when its customer has come back than when nobody was ever at it", async () => {
    const { sandbox, store, shop } = trade()
    const minutes = async (payment: StartedPayment) => {
      await store.isAtRest(payment.purchase_reference)
      await store.isOld(payment.purchase_reference, 120)
      await store.minutesPass(1)
      const { seconds } = await eventually(
        async () => await store.checkOf(payment.purchase_reference),
        (check) => (check.seconds ?? 0) > 125,
        "the session to be checked as an old one",
        A_SWEEP_MS,
      )
      return Math.round((seconds ?? 0) / 60)
    }
    const left = await shop.startPayment()
    expect(await minutes(left)).toBe(60)
    const back = await shop.startPayment()
    await comeBack(sandbox.session(back.pos_session_uuid)?.partnerUrls.cancelUrl ?? "")
    expect(await minutes(back)).toBe(5)
  })

  it("cannot be had with what a browser writes into the payment session", async () => {
    const { shop } = trade()
    const payment = await shop.startPayment()
    const data = await shop.writeSessionData(payment.cartId, { purchase_reference: "inbs_of_somebody_else" })
    expect(data).toMatchObject({ purchase_reference: payment.purchase_reference })
  })

  it("makes nobody ask Inbank each time, though its return is opened and its callback sent again and again", async () => {
    const { sandbox, shop, orderOf } = trade()
    const payment = await shop.startPayment()
    const { redirect } = await sandbox.customer.approve(payment.pos_session_uuid)
    const orderId = await orderOf(payment)
    const asked = () => sandbox.upstreamCounts()["GET /pos-sessions"] ?? 0
    const before = asked()
    for (let time = 0; time < 10; time += 1) {
      expect((await comeBack(redirect)).searchParams.get("order_id")).toBe(orderId)
    }
    await sandbox.callbacks.repeat(payment.pos_session_uuid, { copies: 50 })
    expect(asked() - before).toBeLessThanOrEqual(1)
  })
}
