import { eventually } from "../../test-kit/eventually"
import { request } from "../../test-kit/http"
import type { Shopper } from "../../test-kit/shopper"
import { capturedOrder, givenBack, placedOrder, restingOrder } from "../support/orders"
import { openProblems, rowOfCart, auditLogOf } from "../support/rows"
import { describeShop } from "../support/shop"
import { aDayLater, aMinuteLater } from "../support/sweeps"

describeShop("With refunds made in the Partner Portal", (shop) => {
  const all = (amount: number) => ({ medusa: amount, ledger: amount, inbank: amount })
  const onlyReads = () => {
    const {
      "POST /pos-sessions": _made,
      "POST /contracts/merchant-approval": _approved,
      ...rest
    } = shop().sandbox.upstreamCounts()
    return Object.keys(rest).filter((route) => route.startsWith("POST"))
  }

  it("the refund button says where to withdraw, and books it once that is done (R124)", async () => {
    const placed = await capturedOrder(shop())
    expect(await shop().admin.refund(placed.order)).toMatchObject({
      status: 400,
      body: {
        message: expect.stringMatching(
          /^Nothing was refunded\. Withdraw the purchase in Inbank's Partner Portal \(https:\/\/demo-partner\.inbank\.ee; contract .+, reference inbs_/,
        ),
      },
    })
    expect(await givenBack(shop(), placed)).toEqual(all(0))
    await shop().sandbox.portal.withdraw(placed.contract)
    expect((await shop().admin.refund(placed.order)).status).toBe(200)
    expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
    expect(onlyReads()).toEqual([])
  })

  it("a part is booked on the merchant's statement, once for each reference, never above the total", async () => {
    const placed = await capturedOrder(shop())
    const record = async (body: object) => await shop().admin.recordPortalRefund(placed.order.id, body)
    expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("then record it on the order") },
    })
    await shop().sandbox.portal.returnPart(placed.contract, 30)
    expect(await record({ amount: 30, reference: "credit note 17" })).toMatchObject({
      status: 200,
      body: {
        refunded: "30.00",
        returned: "30.00",
        refunds: [{ reference: "credit note 17", status: "done" }],
      },
    })
    expect(await givenBack(shop(), placed)).toEqual(all(30))
    expect(await record({ amount: 30, reference: "credit note 17" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('"credit note 17" is recorded already') },
    })
    for (const amount of [0, placed.order.total, 0.001, -5]) {
      expect([400]).toContain((await record({ amount, reference: `of ${amount}` })).status)
    }
    expect(await givenBack(shop(), placed)).toEqual(all(30))
    const { id } = await rowOfCart(shop().container, placed.cartId)
    expect(await auditLogOf(shop().container, id)).toContainEqual(
      expect.objectContaining({
        action: "record_portal_refund",
        after: "30.00",
        detail: expect.stringMatching(/^credit note 17 \(by user_/),
      }),
    )
  })

  it("the same statement twice at once is one refund", async () => {
    const placed = await capturedOrder(shop())
    await shop().sandbox.portal.returnPart(placed.contract, 30)
    const body = { amount: 30, reference: "pressed twice" }
    const both = await Promise.all([1, 2].map(() => shop().admin.recordPortalRefund(placed.order.id, body)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(await givenBack(shop(), placed)).toEqual(all(30))
  })

  it("an amount with fractions of a cent that went back whole is booked whole (M3)", async () => {
    await shop().admin.setTaxRate("ee", 23.7)
    const fill = (shopper: Shopper) => shopper.fillCart("Espresso machine")
    const placed = await capturedOrder(shop(), "pp_inbank_ee", fill)
    expect(placed.order.total).not.toBe(Number(placed.order.total.toFixed(2)))
    await shop().sandbox.portal.withdraw(placed.contract)
    const body = { reference: "withdrawn" }
    expect((await shop().admin.recordPortalRefund(placed.order.id, body)).status).toBe(200)
    const { payment_status, payment_collections } = await shop().admin.order(placed.order.id)
    const refunds = payment_collections.flatMap(({ payments }) =>
      payments.flatMap((each) => each.refunds ?? []),
    )
    expect(payment_status).toBe("refunded")
    expect(refunds.map(({ amount }) => amount)).toEqual([placed.order.total])
  })

  it("nobody's word is taken for a whole withdrawal: Inbank's is", async () => {
    const placed = await capturedOrder(shop())
    const body = { reference: "withdrawn, honestly" }
    expect(await shop().admin.recordPortalRefund(placed.order.id, body)).toMatchObject({
      status: 400,
      body: {
        message: expect.stringMatching(/the contract is activated: withdraw it in the Partner Portal first/),
      },
    })
    expect(await givenBack(shop(), placed)).toEqual(all(0))
  })

  it("a contract that ends after a part of it was given back is shown all the same (R124)", async () => {
    const placed = await restingOrder(shop(), "pp_inbank_ee")
    await shop().sandbox.portal.returnPart(placed.contract, 30)
    const statement = { amount: 30, reference: "credit note 17" }
    expect((await shop().admin.recordPortalRefund(placed.order.id, statement)).status).toBe(200)
    await shop().sandbox.portal.withdraw(placed.contract)
    await aDayLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["contract_terminated"])
  })

  it("an early repayment is recorded only of a contract that Inbank says has ended (R124)", async () => {
    const placed = await capturedOrder(shop())
    const repaidEarly = `/admin/inbank/orders/${placed.order.id}/repaid-early`
    expect(await shop().admin.request("POST", repaidEarly)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("it has not ended") },
    })
    const { closed_reason } = await rowOfCart(shop().container, placed.cartId)
    expect(closed_reason).not.toBe("repaid_early")
  })

  it("parts that add up to the total are booked, each on a statement", async () => {
    const placed = await capturedOrder(shop())
    const { total } = placed.order
    for (const [amount, reference] of [
      [30, "first"],
      [total - 30, "second"],
    ] as const) {
      const body = { amount: Number(amount.toFixed(2)), reference }
      expect((await shop().admin.recordPortalRefund(placed.order.id, body)).status).toBe(200)
    }
    expect(await givenBack(shop(), placed)).toMatchObject({ medusa: total, ledger: total })
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
  })

  it("a contract that was withdrawn or repaid is shown within a day, and never booked by itself (R124)", async () => {
    const placed = await restingOrder(shop(), "pp_inbank_ee")
    await shop().sandbox.portal.repayEarly(placed.contract)
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual([])
    await aDayLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["contract_terminated"])
    await aDayLater(shop().container)
    expect(await givenBack(shop(), placed)).toEqual(all(0))
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "captured" })

    const repaidEarly = `/admin/inbank/orders/${placed.order.id}/repaid-early`
    expect(await shop().admin.request("POST", repaidEarly)).toMatchObject({
      status: 200,
      body: { problems: [] },
    })
    await aDayLater(shop().container)
    expect(await openProblems(shop().container)).toEqual([])
    expect((await rowOfCart(shop().container, placed.cartId)).next_check_at).toBeNull()
  })

  it("a withdrawn contract is shown as soon as somebody opens the order, and cleared by one click (R124)", async () => {
    const placed = await capturedOrder(shop())
    await shop().sandbox.portal.withdraw(placed.contract)
    expect(await shop().admin.inbankOrder(placed.order.id)).toMatchObject({
      status: 200,
      body: {
        session: { contract_status: "terminated" },
        problems: [{ kind: "contract_terminated" }],
        after_sale: { refund_in_full: { possible: true, by: "refund" } },
      },
    })
    expect((await shop().admin.refund(placed.order)).status).toBe(200)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.length === 0,
      "the problem to be cleared",
    )
    expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
  })

  it("Pay next month is given back and recorded, and its contract is never called (R125)", async () => {
    const placed = await placedOrder(shop(), "pp_inbank_later")
    await eventually(
      () => shop().admin.order(placed.order.id),
      ({ payment_status }) => payment_status === "captured",
      "the payment to be captured",
    )
    expect(await shop().admin.refund(placed.order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("then record it on the order") },
    })
    expect((await shop().admin.cancel(placed.order)).status).toBe(400)
    // The merchant's word is all there is: an Inbank that cannot be asked does not stand in its way.
    shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "status", status: 422 },
    })
    const statement = { reference: "returned in the portal" }
    expect((await shop().admin.recordPortalRefund(placed.order.id, statement)).status).toBe(200)
    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
    expect((await shop().admin.cancel(placed.order)).status).toBe(200)
    const contractCalls = Object.keys(shop().sandbox.upstreamCounts()).filter((route) =>
      route.includes("/contracts"),
    )
    expect(contractCalls).toEqual([])
  })

  it("nobody without the admin's login reads or records anything (R132)", async () => {
    const placed = await capturedOrder(shop())
    const order = `${shop().url}/admin/inbank/orders/${placed.order.id}`
    const answers = [
      await request("GET", order, {}),
      await request("POST", `${order}/portal-refunds`, {}, { amount: 30, reference: "a thief" }),
      await request(
        "POST",
        `${shop().url}/admin/inbank/refunds/inbr_1/outcome`,
        {},
        { made: true, reference: "x" },
      ),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(await givenBack(shop(), placed)).toEqual(all(0))
  })

  it("an order without Inbank, or none at all, is said to be none of ours", async () => {
    expect(await shop().admin.inbankOrder("order_none")).toMatchObject({
      status: 404,
      body: { message: "Order order_none has no payment by Inbank." },
    })
    const wrong = [{}, { reference: "" }, { amount: "ten", reference: "x" }, { reference: "x", note: "y" }]
    for (const body of wrong) {
      expect((await shop().admin.recordPortalRefund("order_none", body)).status).toBe(400)
    }
  })
})
