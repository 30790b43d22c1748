import { eventually } from "../../test-kit/eventually"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { capturedOrder, givenBack, placedOrder, restingOrder } from "../support/orders"
import { BOOKING } from "../../src/medusa/sql"
import { openProblems } from "../support/rows"
import { WITHDRAWAL, refundRowsGrowOld, refundsOf } from "../support/refunds"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"

describeShop("With refunds by Inbank's API", (shop) => {
  const { counts, ledgerOf, all, changeOf } = refundsOf(shop)

  describe("a full refund", () => {
    it("withdraws the contract, and Medusa, the ledger and Inbank say the same", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      expect((await shop().admin.refund(placed.order)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
      expect(shop().sandbox.contract(placed.contract)).toMatchObject({ status: "terminated" })
      expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
      await aMinuteLater(shop().container)
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
      expect(await openProblems(shop().container)).toEqual([])
    })

    it("of a contract that may not be withdrawn any more is refused, and Inbank is not asked for it (R118)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      await shop().sandbox.portal.forbidWithdrawal(placed.contract)
      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/no longer lets this contract be withdrawn.*Partner Portal/) },
      })
      expect(counts()).not.toHaveProperty([WITHDRAWAL])
      expect(await givenBack(shop(), placed)).toEqual(all(0))
    })

    it("of a contract that was withdrawn in the Partner Portal is booked without a call (R124)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      await shop().sandbox.portal.withdraw(placed.contract)
      expect((await shop().admin.refund(placed.order)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
      expect(counts()).not.toHaveProperty([WITHDRAWAL])
    })

    it("that times out after Inbank acted is one refund, though the merchant tries again (R121)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: WITHDRAWAL, kind: { type: "reset_after" } })
      await shop().admin.refund(placed.order)
      await shop().admin.refund(placed.order)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
    })

    it("that Inbank made and our own write lost is booked by the next look (R122)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
      // The last write of all fails: Medusa's own, of the order's transaction.
      await knex.raw(
        "alter table order_transaction add constraint no_refunds check (reference <> 'refund') not valid",
      )
      expect((await shop().admin.refund(placed.order)).status).toBe(500)
      await knex.raw("alter table order_transaction drop constraint no_refunds")
      await refundRowsGrowOld(knex)
      const { total } = placed.order
      await minutesLater(
        shop().container,
        () => givenBack(shop(), placed),
        ({ medusa }) => medusa === total,
        "the refund to be booked",
      )
      expect(await givenBack(shop(), placed)).toEqual(all(total))
      expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
    })

    it("of a payment whose contract nobody knows is an error, never a success (R123)", async () => {
      const placed = await restingOrder(shop(), "pp_inbank_api")
      const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
      const merge = { creditContractUuid: null }
      shop().sandbox.faults.add({ route: "GET /pos-sessions", times: null, kind: { type: "rewrite", merge } })
      await knex("inbank_session").where({ cart_id: placed.cartId }).update({ contract_uuid: null })
      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/Nothing was refunded.*has not named the contract/) },
      })
      await knex("inbank_session").where({ cart_id: placed.cartId }).delete()
      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("no Inbank session is known") },
      })
      expect(await givenBack(shop(), placed)).toEqual(all(0))
    })

    it("that leaves the contract in a word nobody knows stays open until a merchant says how it ended", async () => {
      const placed = await restingOrder(shop(), "pp_inbank_api")
      const merge = { status: "withdrawn_by_merchant", terminatedAt: null }
      shop().sandbox.faults.add({
        route: "GET /contracts",
        skip: 1,
        times: null,
        kind: { type: "rewrite", merge },
      })
      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { code: "not_refunded_yet", message: expect.stringContaining("Not refunded yet") },
      })
      expect(await givenBack(shop(), placed)).toMatchObject({ medusa: 0, ledger: 0 })
      await aMinuteLater(shop().container)
      const [open] = await ledgerOf(placed)
      expect(open).toMatchObject({ status: "in_progress" })
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
      const path = `/admin/inbank/refunds/${open?.id}/outcome`
      const said = { made: true, reference: "withdrawn, says the portal" }
      expect((await shop().admin.request("POST", path, said)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    })

    it("that Inbank could not be asked about is made and booked by itself, once, when it can be", async () => {
      const placed = await restingOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: "GET /pos-sessions", times: 2, kind: { type: "reset_before" } })
      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: {
          code: "not_refunded_yet",
          message: expect.stringMatching(/^Not refunded yet\..*taken up again by itself/),
        },
      })
      const { total } = placed.order
      await minutesLater(
        shop().container,
        () => givenBack(shop(), placed),
        ({ medusa }) => medusa === total,
        "the refund to be booked",
      )
      expect(await givenBack(shop(), placed)).toEqual(all(total))
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
    })

    it.each([
      ["an edit", (order: string) => ["/admin/order-edits", { order_id: order }] as const],
      [
        "a transfer",
        (order: string, customer: string) =>
          [`/admin/orders/${order}/transfer`, { customer_id: customer }] as const,
      ],
    ])(
      "while %s of the order is open is refused before anything is given back, and so is the order's cancellation (P2)",
      async (_change, begin) => {
        const placed = await capturedOrder(shop(), "pp_inbank_api")
        const { admin } = shop()
        const customers = shop().container.resolve(Modules.CUSTOMER)
        const { id } = await customers.createCustomers({ email: "jaan@example.com", has_account: true })
        const [path, body] = begin(placed.order.id, id)
        expect((await admin.request("POST", path, body)).status).toBe(200)
        const open = { possible: false, code: "order_change_open" }
        expect((await admin.inbankOrder(placed.order.id)).body).toMatchObject({
          after_sale: { cancel: open, refund_in_full: open, refund_in_part: open },
        })
        for (const refused of [await admin.refund(placed.order), await admin.cancel(placed.order)]) {
          expect(refused).toMatchObject({
            status: 400,
            body: { message: expect.stringContaining("Confirm it or give it up first") },
          })
        }
        expect(counts()).not.toHaveProperty([WITHDRAWAL])
        await shop()
          .container.resolve(Modules.ORDER)
          .cancelOrderChange(await changeOf(placed.order.id))
        expect((await admin.refund(placed.order)).status).toBe(200)
        expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
      },
    )

    it("waits for Medusa's own change of the order while it is young, and ends the one that a dead process left (R122)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      const { container, admin } = shop()
      await container
        .resolve(Modules.ORDER)
        .createOrderChange({ order_id: placed.order.id, change_type: "credit_line" })
      expect(await admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("Medusa is at a refund or cancellation") },
      })
      expect(counts()).not.toHaveProperty([WITHDRAWAL])

      const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
      await knex("order_change").update({ created_at: knex.raw("now() - interval '10 minutes'") })
      expect((await admin.inbankOrder(placed.order.id)).body).toMatchObject({
        after_sale: { cancel: { possible: true }, refund_in_full: { possible: true } },
      })
      expect((await admin.refund(placed.order)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    })

    it("whose contract Inbank shows as active was not made, whatever a merchant says", async () => {
      const placed = await restingOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: WITHDRAWAL, times: null, kind: { type: "status", status: 500 } })
      expect((await shop().admin.refund(placed.order)).status).toBe(400)
      const [open] = await ledgerOf(placed)
      const outcome = (id: string, made: boolean) =>
        shop().admin.request("POST", `/admin/inbank/refunds/${id}/outcome`, {
          made,
          reference: "looked it up",
        })
      expect(open).toMatchObject({ status: "in_progress" })
      // The sweep may be at it at the same moment.
      await eventually(
        () => outcome(open?.id ?? "", true),
        ({ body }) =>
          JSON.stringify(body).includes("At Inbank the contract is active: it was not withdrawn."),
        "the refusal",
      )
      expect((await outcome("inbr_none", true)).status).toBe(404)
      await eventually(
        () => outcome(open?.id ?? "", false),
        ({ status }) => status === 200,
        "the outcome to be recorded",
      )
      expect(await givenBack(shop(), placed)).toEqual(all(0))
    })

    it("that only books what was given back gives nothing back where nothing was (R122)", async () => {
      const placed = await restingOrder(shop(), "pp_inbank_api")
      const payment_id = placed.order.payment_collections[0]?.payments[0]?.id ?? ""
      const { errors } = await refundPaymentWorkflow(shop().container).run({
        input: { payment_id, amount: placed.order.total, note: BOOKING },
        throwOnError: false,
      })
      expect(errors).toMatchObject([{ error: { message: expect.stringContaining("booked by itself") } }])
      expect(await givenBack(shop(), placed)).toEqual(all(0))
    })

    it("of an order that a merchant's own code has cancelled is refused before anything is given back (R111)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: WITHDRAWAL, kind: { type: "status", status: 422, body: "{}" } })
      await cancelOrderWorkflow(shop().container).run({ input: { order_id: placed.order.id } })
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })

      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("The order is cancelled, and Medusa refunds nothing") },
      })
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
      expect(shop().sandbox.contract(placed.contract)).toMatchObject({ status: "activated" })
    })

    it("to an address that Inbank does not know is refused and says what to do", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_guess")
      expect(await shop().admin.refund(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/Nothing was refunded.*paths\.withdrawal/) },
      })
      expect(await givenBack(shop(), placed)).toEqual(all(0))
      await shop().sandbox.portal.withdraw(placed.contract)
      expect((await shop().admin.refund(placed.order)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    })
  })

  it("an order that is cancelled is withdrawn at Inbank first", async () => {
    const placed = await capturedOrder(shop(), "pp_inbank_api")
    expect((await shop().admin.cancel(placed.order)).status).toBe(200)
    expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ status: "canceled" })
  })

  it("an order that is cancelled while its contract is granted cancels the contract first", async () => {
    const placed = await placedOrder(shop(), "pp_inbank_api")
    expect((await shop().admin.cancel(placed.order)).status).toBe(200)
    expect(shop().sandbox.session(placed.posSessionUuid)).toMatchObject({ status: "cancelled" })
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual([])
  })
})
