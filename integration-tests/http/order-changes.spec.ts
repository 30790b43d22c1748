import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import { eventually } from "../../test-kit/eventually"
import { ORDER_CHANGES, type OrderChangeName } from "../support/order-changes"
import { openProblems, problemRows } from "../support/rows"
import { ChangeableOrder } from "../support/changeable-order"
import { placedOrder } from "../support/orders"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"

const NAMES = Object.keys(ORDER_CHANGES) as OrderChangeName[]
const orderEdit = ORDER_CHANGES["an order edit"]

describeShop("A change of an order", (shop) => {
  async function refused(path: string, body: object = {}) {
    expect(await shop().admin.request("POST", path, body)).toEqual({
      status: 400,
      body: {
        code: "capture_first",
        type: "not_allowed",
        message: expect.stringMatching(
          /^Inbank finances this order by a contract of exactly 473\.40 EUR \(reference inbs_\w+\) .* Capture it first, then change the order and refund or collect the difference; or cancel the order and let the customer order anew\.$/,
        ),
      },
    })
  }

  async function shippedOrder(how: "paidByInbank" | "paidOtherwise" = "paidByInbank") {
    const placed = await ChangeableOrder[how](shop())
    await placed.ship()
    return placed
  }

  function knex() {
    return shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  describe.each(NAMES)("that is %s", (name) => {
    const change = ORDER_CHANGES[name]

    it("is refused while Inbank's contract is granted and not captured, where it begins and where it is confirmed, and changes nothing", async () => {
      const shipped = await shippedOrder()
      const subject = await shipped.subjectOf(change)
      const before = await shipped.everything()
      await refused(...change.begin(subject))
      expect(await shipped.everything()).toEqual(before)

      const id = await shipped.beginByCode(change, subject)
      const begun = await shipped.everything()
      for (const path of change.confirm(id)) await refused(path)
      expect(await shipped.everything()).toEqual(begun)
      expect(await shop().admin.request("DELETE", change.giveUp(id))).toMatchObject({ status: 200 })
    })

    it("passes once the payment is captured, and leaves the contract alone", async () => {
      const shipped = await shippedOrder()
      await shipped.capture()
      await shipped.carryOut(change)
      expect(await shipped.payment()).toMatchObject({ captured_at: expect.any(String), canceled_at: null })
      expect(shop().sandbox.contract(shipped.contract)).toMatchObject({ status: "activated" })
    })

    it("passes for an order that another method is to pay", async () => {
      const shipped = await shippedOrder("paidOtherwise")
      await shipped.carryOut(change)
      expect(await openProblems(shop().container)).toEqual([])
    })

    it("is shown as a problem when a merchant's own code makes it, and the contract lives until a human decides", async () => {
      const shipped = await shippedOrder()
      const granted = shop().sandbox.contract(shipped.contract)
      await shipped.carryOutByCode(change)
      expect(await shop().admin.order(shipped.order.id)).toMatchObject({ payment_status: "not_paid" })

      await aMinuteLater(shop().container)
      expect(await openProblems(shop().container)).toEqual(["approve_or_cancel"])
      expect(shop().sandbox.contract(shipped.contract)).toEqual(granted)
      expect(await shipped.payment()).toMatchObject({ captured_at: null, canceled_at: null })

      await shipped.capture()
      expect(await shipped.payment()).toMatchObject({ captured_at: expect.any(String) })
      expect(shop().sandbox.contract(shipped.contract)).toMatchObject({ status: "activated" })
      await eventually(
        () => openProblems(shop().container),
        (kinds) => kinds.length === 0,
        "the problem to be cleared",
      )
    })
  })

  it("made by a merchant's own code tells what happened and what can be done, and a contract then cancelled in the Partner Portal cancels the payment", async () => {
    const placed = await ChangeableOrder.paidByInbank(shop())
    await placed.carryOutByCode(orderEdit)
    await aMinuteLater(shop().container)
    expect(await problemRows(shop().container)).toMatchObject([
      {
        kind: "approve_or_cancel",
        remedy: expect.stringMatching(
          /order was changed before the payment was captured.*capture the order's Inbank payment, and do not collect its amount a second time.*cancel the contract: .*or in the Partner Portal \(https:/,
        ),
      },
    ])

    await shop().sandbox.portal.cancel(placed.contract)
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.join() === "do_not_ship",
      "the problem to give way to a warning",
    )
    expect(await placed.payment()).toMatchObject({ captured_at: null, canceled_at: expect.any(String) })
  })

  it.each([
    { known: "nobody here has heard of it", row: { session_status: "granted" } },
    {
      known: "the contract is not active yet",
      row: { session_status: "completed", contract_status: "signed" },
    },
    {
      known: "the contract is active",
      row: { session_status: "completed", contract_status: "activated" },
    },
  ])("is refused after the approval too while nothing is captured, and $known", async ({ row }) => {
    const placed = await ChangeableOrder.paidByInbank(shop())
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.approve(placed.contract)
    await knex()("inbank_session").update(row)
    await refused(...orderEdit.begin(placed.order.id))
  })

  it("is refused too when the provider entry is gone from the configuration", async () => {
    const placed = await ChangeableOrder.paidByInbank(shop())
    await knex()("inbank_session").update({ account_id: "pp_inbank_gone" })
    await knex()("payment").update({ provider_id: "pp_inbank_gone" })
    await refused(...orderEdit.begin(placed.order.id))
  })

  it("passes when the contract is cancelled", async () => {
    const placed = await ChangeableOrder.paidByInbank(shop())
    await shop().sandbox.portal.cancel(placed.contract)
    await eventually(
      () => placed.payment(),
      ({ canceled_at }) => canceled_at !== null,
      "the payment to be cancelled",
    )
    await placed.carryOut(orderEdit)
  })

  it("passes when the contract was terminated before anybody captured, since no capture can come first", async () => {
    const placed = await ChangeableOrder.paidByInbank(shop())
    shop().sandbox.callbacks.pause()
    await shop().sandbox.portal.approve(placed.contract)
    await shop().sandbox.portal.withdraw(placed.contract)
    const { container } = shop()
    const problems = () => openProblems(container)
    const isTold = ([problem]: string[]) => problem === "contract_not_active"
    await minutesLater(container, problems, isTold, "the merchant to be told")
    expect(await problems()).toEqual(["contract_not_active"])
    expect(await placed.payment()).toMatchObject({ captured_at: null, canceled_at: null })
    await placed.carryOut(orderEdit)
  })

  it("is left to Medusa when the order is cancelled, though its contract lives on", async () => {
    const { order, contract } = await ChangeableOrder.paidByInbank(shop())
    const unavailable = { type: "status", status: 503 } as const
    shop().sandbox.faults.add({ route: "POST /contracts/cancel", times: null, kind: unavailable })
    await cancelOrderWorkflow(shop().container).run({ input: { order_id: order.id } })
    expect(await shop().admin.request("POST", "/admin/order-edits", { order_id: order.id })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("has been canceled") },
    })
    expect(shop().sandbox.contract(contract)).toMatchObject({ status: "signed" })
  })

  it.each([
    { asked: "asked for", receiveNow: false },
    { asked: "asked for and received at once", receiveNow: true },
  ])(
    "that is a return $asked by the customer drops no payment in Medusa, so it passes, and the payment is captured as ever",
    async ({ receiveNow }) => {
      const shipped = await shippedOrder()
      const granted = shop().sandbox.contract(shipped.contract)
      expect(await shipped.askForReturn(receiveNow)).toMatchObject({ status: 200 })
      expect(shop().sandbox.contract(shipped.contract)).toEqual(granted)
      await aMinuteLater(shop().container)
      expect(await openProblems(shop().container)).toEqual([])
      await shipped.capture()
      expect(shop().sandbox.contract(shipped.contract)).toMatchObject({ status: "activated" })
    },
  )

  describe("of what it costs, made before the capture,", () => {
    const CREDIT = { amount: 50, reference: "goodwill", reference_id: "ticket 17" }
    const creditLine = (orderId: string) => `/admin/orders/${orderId}/credit-lines`
    const creditByCode = async (id: string) =>
      await createOrderCreditLinesWorkflow(shop().container).run({ input: { id, credit_lines: [CREDIT] } })
    const orders = () => shop().container.resolve(Modules.ORDER)
    const approvals = () => shop().sandbox.upstreamCounts()["POST /contracts/merchant-approval"] ?? 0
    const COSTS_LESS = "The order costs 423.40 EUR, and its contract finances 473.40 EUR."

    it("is refused when it is a credit line, and given as ever to an order that another method is to pay (R129)", async () => {
      const placed = await ChangeableOrder.paidByInbank(shop())
      const before = await placed.everything()
      await refused(creditLine(placed.order.id), CREDIT)
      expect(await placed.everything()).toEqual(before)

      const other = await ChangeableOrder.paidOtherwise(shop())
      const given = await shop().admin.request("POST", creditLine(other.order.id), CREDIT)
      expect(given).toMatchObject({ status: 200 })
    })

    it("is told when a merchant's own code makes it, and nothing is approved by the button; cancelling the contract is the way out (R129)", async () => {
      const { order } = await ChangeableOrder.paidByInbank(shop())
      await creditByCode(order.id)
      await aMinuteLater(shop().container)
      expect(await problemRows(shop().container)).toMatchObject([
        { kind: "order_total_changed", detail: COSTS_LESS, cleared_at: null },
      ])
      expect(await shop().admin.inbankOrder(order.id)).toMatchObject({
        body: { after_sale: { approve: { possible: false, code: "total_changed" } } },
      })
      expect(await shop().admin.capture(order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(`Nothing was approved. ${COSTS_LESS} `) },
      })
      expect(approvals()).toBe(0)
      expect(await shop().admin.cancelContract(order.id)).toMatchObject({ status: 200 })
      expect(await openProblems(shop().container)).toEqual(["do_not_ship"])
    })

    it("is told too where the hand-over of the goods was to approve the contract, which it then does not (R129)", async () => {
      const { order } = await placedOrder(shop(), "pp_inbank_shipment")
      await creditByCode(order.id)
      await shop().admin.ship(order.id, order.items)
      await eventually(
        () => openProblems(shop().container),
        (kinds) => kinds.join() === "order_total_changed",
        "the merchant to be told",
      )
      expect(approvals()).toBe(0)
      expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "authorized" })
    })

    it("is told at the last moment when code writes a discount beside Medusa's changes, and is over once it is taken back (R129)", async () => {
      const { order } = await ChangeableOrder.paidByInbank(shop())
      const [discount] = await orders().createOrderLineItemAdjustments(order.id, [
        { item_id: order.items[0]?.id ?? "", code: "GOODWILL", amount: 50 },
      ])
      expect(await shop().admin.capture(order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(COSTS_LESS) },
      })
      await aMinuteLater(shop().container)
      expect(await openProblems(shop().container)).toEqual(["order_total_changed"])
      expect(approvals()).toBe(0)

      await orders().deleteOrderLineItemAdjustments([discount?.id ?? ""])
      await aMinuteLater(shop().container)
      expect(await openProblems(shop().container)).toEqual([])
      expect(await shop().admin.capture(order)).toMatchObject({ status: 200 })
      expect(approvals()).toBe(1)
    })

    it("approves nothing of an order that code has edited before the merchant was told of it (R129)", async () => {
      const placed = await ChangeableOrder.paidByInbank(shop())
      await placed.carryOutByCode(orderEdit)
      expect(await shop().admin.capture(placed.order)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("The order costs 497.90 EUR") },
      })
      expect(approvals()).toBe(0)
    })
  })

  it("tells nobody of the contract who is not signed in, and leaves what it does not know to Medusa", async () => {
    const { order } = await ChangeableOrder.paidByInbank(shop())
    const unsigned = await fetch(`${shop().url}/admin/order-edits/${order.id}/confirm`, { method: "POST" })
    expect(unsigned.status).toBe(401)
    expect(await shop().admin.request("POST", "/admin/returns/return_nobody/request", {})).toMatchObject({
      status: 404,
    })
    expect(await shop().admin.request("POST", "/admin/claims", { order_id: 7 })).toMatchObject({
      status: 400,
      body: { type: "invalid_data" },
    })
  })
})
