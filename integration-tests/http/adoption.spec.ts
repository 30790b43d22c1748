import { eventually } from "../../test-kit/eventually"
import { disasterOf } from "../support/disaster"
import { openProblems, problemRows, rowOfCart, rowsOfCart, auditLogOf } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("After the database was restored from yesterday's backup", (shop) => {
  const { customerAtEpos, signedAtEpos, rowsAreLost, paymentIsLost, cartIsLost, adopt, refusal } =
    disasterOf(shop)
  const contractOf = (uuid: string) =>
    shop().sandbox.contract(shop().sandbox.session(uuid)?.creditContractUuid ?? "")

  describe("a session that is adopted without a cart", () => {
    it("is cancelled while it is only granted, and the customer is free again", async () => {
      const { shopper, uuid, reference } = await signedAtEpos()
      await rowsAreLost(shopper)
      await cartIsLost(shopper)

      expect(await adopt(uuid)).toEqual({
        session: {
          id: reference,
          account_id: "pp_inbank_ee",
          session_status: "cancelled",
          contract_status: null,
          order_id: null,
          closed_reason: "cart_gone",
          cart_id: null,
        },
        adopted: "made",
        message:
          "It stands for a cart that is gone: a contract that is only granted is cancelled, and the customer is free again; one that is financed is shown as the problem financed_without_order.",
      })
      expect(shop().sandbox.session(uuid)).toMatchObject({ status: "cancelled" })
      expect(await openProblems(shop().container)).toEqual([])
      const auditLog = await auditLogOf(shop().container, reference)
      expect(auditLog).toContainEqual({
        source: "admin",
        action: "adopted",
        after: uuid,
        detail: expect.stringMatching(/^user_/) as string,
      })
      expect(auditLog).toContainEqual(expect.objectContaining({ source: "admin", action: "cancel_contract" }))
    })

    it("is shown to a human when it is financed, and pays the cart that is named for it later", async () => {
      const { shopper, uuid, reference } = await signedAtEpos("pp_inbank_direct")
      await rowsAreLost(shopper)
      await cartIsLost(shopper)
      const account_id = "pp_inbank_direct"

      const first = await adopt(uuid, { account_id })
      expect(first).toMatchObject({
        adopted: "made",
        session: { session_status: "completed", cart_id: null },
      })
      expect(await problemRows(shop().container)).toMatchObject([
        { kind: "financed_without_order", subject: reference, cleared_at: null },
      ])
      expect(contractOf(uuid)).toMatchObject({ status: "activated" })

      // The merchant fills the customer's cart anew; nobody has chosen how to pay.
      const anew = shop().shopper()
      await anew.fillCart()
      const second = await adopt(uuid, { account_id, cart_id: anew.cartId })
      expect(second).toMatchObject({ adopted: "known", session: { id: reference, cart_id: anew.cartId } })
      expect(second.message).toBe(`Its order is ${second.session.order_id}.`)
      expect(await shop().admin.order(second.session.order_id ?? "")).toMatchObject({
        payment_status: "captured",
      })
      expect(await openProblems(shop().container)).toEqual([])
      expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })

      const third = shop().shopper()
      await third.fillCart()
      expect(await refusal(uuid, { account_id, cart_id: third.cartId })).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: `Purchase ${reference} is for cart ${anew.cartId}, not for ${third.cartId}.`,
      })
    })

    it("cannot be given a cart any more once its contract was given up", async () => {
      const { shopper, uuid, reference } = await signedAtEpos()
      await rowsAreLost(shopper)
      await adopt(uuid)
      expect(await refusal(uuid, { cart_id: shopper.cartId })).toMatchObject({
        status: 400,
        sentence: expect.stringContaining(`Purchase ${reference} was given up`) as string,
      })
      expect(await shop().admin.orderCount()).toBe(0)
    })

    it("is looked after while it is pending, and enqueued by Inbank's callbacks to an address that nobody knows", async () => {
      const { shopper, uuid } = await customerAtEpos()
      await rowsAreLost(shopper)
      await cartIsLost(shopper)
      expect(await adopt(uuid)).toMatchObject({
        session: { session_status: "pending", closed_reason: "adopted" },
      })

      await shop().sandbox.customer.approve(uuid)
      expect(shop().sandbox.state().callbacks[0]).toMatchObject({ responseStatus: 200 })
      await eventually(
        async () => shop().sandbox.session(uuid)?.status,
        (status) => status === "cancelled",
        "the contract to be cancelled",
      )
      expect(await problemRows(shop().container)).toEqual([])
    })
  })

  describe("a session that is adopted for a cart of the same price", () => {
    it.each([
      ["begun yesterday", async () => {}],
      ["begun today", paymentIsLost],
    ])(
      "places its one order, though it was asked for twice at once, with a payment that was %s",
      async (_title, lose) => {
        const { shopper, uuid, reference } = await signedAtEpos()
        await rowsAreLost(shopper)
        await lose(shopper)

        const wish = { cart_id: shopper.cartId }
        const answers = await Promise.all([adopt(uuid, wish), adopt(uuid, wish)])
        expect(answers.map(({ adopted }) => adopted).sort()).toEqual(["known", "made"])
        const again = await adopt(uuid, wish)
        expect(again).toMatchObject({
          adopted: "known",
          session: { id: reference, session_status: "granted", cart_id: shopper.cartId },
        })
        expect(await rowsOfCart(shop().container, shopper.cartId)).toHaveLength(1)
        expect(await shop().admin.orderCount()).toBe(1)

        const order = await shop().admin.order(again.session.order_id ?? "")
        expect(order).toMatchObject({ payment_status: "authorized" })
        expect(await shop().admin.capture(order)).toMatchObject({ status: 200 })
        expect(contractOf(uuid)).toMatchObject({ status: "activated" })
        expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })
        expect(await openProblems(shop().container)).toEqual([])
      },
    )

    it("places the order when the customer signs later, and nobody is sent to it a second time", async () => {
      const { shopper, uuid } = await customerAtEpos()
      await rowsAreLost(shopper)
      expect(await adopt(uuid, { cart_id: shopper.cartId })).toMatchObject({
        session: { session_status: "pending" },
        message: `It stands for cart ${shopper.cartId}: the order is placed as soon as Inbank has said yes, if the cart still costs the same.`,
      })
      // Nobody knows the address of its page, so who chooses once more gets a page of their own.
      const later = await shopper.startInbank()
      expect(later.posSessionUuid).not.toBe(uuid)

      await shop().sandbox.customer.approve(uuid)
      const rows = await eventually(
        () => rowsOfCart(shop().container, shopper.cartId),
        (found) => found.some((row) => row.pos_session_uuid === uuid && row.order_id !== null),
        "the order",
      )
      expect(await shop().admin.orderCount()).toBe(1)
      // Medusa's event of the order has the other session looked at.
      const told = await eventually(
        () => shopper.sessionStatus(later),
        ({ status }) => status !== "pending",
        "the page of the session that nobody needs any more",
      )
      const orderId = rows.find(({ order_id }) => order_id !== null)?.order_id
      expect(told).toMatchObject({ status: "cancelled", reason: "paid_otherwise", order_id: orderId })
      expect(await problemRows(shop().container)).toEqual([])
    })

    it.each([
      ["named", true],
      ["not named", false],
    ])(
      "finds the order that it has paid, though its cart is %s, when only the plugin's own tables were lost",
      async (_title, isNamed) => {
        const { shopper, uuid, reference } = await customerAtEpos()
        await shop().sandbox.customer.approve(uuid)
        const { order_id } = await eventually(
          () => rowOfCart(shop().container, shopper.cartId),
          (row) => row.order_id !== null && row.next_check_at !== null,
          "the order",
        )
        await shop().sandbox.idle()
        await rowsAreLost(shopper)

        expect(await adopt(uuid, isNamed ? { cart_id: shopper.cartId } : {})).toMatchObject({
          adopted: "made",
          session: { id: reference, order_id, session_status: "granted", cart_id: shopper.cartId },
        })
        const order = await shop().admin.order(order_id ?? "")
        expect(await shop().admin.capture(order)).toMatchObject({ status: 200 })
        expect(await shop().admin.orderCount()).toBe(1)
      },
    )
  })
})
