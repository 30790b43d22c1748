import { eventually } from "../../demo/support/eventually"
import { capturedOrder, givenBack, paidOutOrder, placedOrder } from "../support/orders"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/time"

const WITHDRAWAL = "POST /contracts/merchant-withdrawal"
const DRAFT = "POST /contracts/versions"
const CONFIRM = "POST /contracts/versions/confirm"

describeShop("With refunds by Inbank's API", (shop) => {
  const counts = () => shop().sandbox.upstreamCounts()
  const all = (amount: number) => ({ medusa: amount, ledger: amount, inbank: amount })

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

  describe("a refund in part", () => {
    it("is returned by a draft and its confirmation, several times, and the rest by a withdrawal (R119)", async () => {
      const placed = await paidOutOrder(shop())
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(200)
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(60))
      expect(counts()).toMatchObject({ [DRAFT]: 2, [CONFIRM]: 2 })
      expect(await shop().admin.refund(placed.order, placed.order.total - 59.99)).toMatchObject({
        status: 400,
      })
      expect((await shop().admin.refund(placed.order, placed.order.total - 60)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    })

    it("on the contract's first day is refused with the day from which it is possible (R115)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/Nothing was refunded.*possible from \d+ \w+/) },
      })
      expect(counts()).not.toHaveProperty([DRAFT])
    })

    it("whose confirmation fails is no refund, and the next try resumes the same draft (R120)", async () => {
      const placed = await paidOutOrder(shop())
      shop().sandbox.faults.add({ route: CONFIRM, kind: { type: "reset_before" } })
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("Not refunded yet") },
      })
      expect(await givenBack(shop(), placed)).toEqual(all(0))
      expect(await shop().admin.inbankOrder(placed.order.id)).toMatchObject({ status: 200 })
      await eventually(
        () => givenBack(shop(), placed),
        ({ medusa }) => medusa === 30,
        "the refund to be ended and booked",
      )
      expect(await givenBack(shop(), placed)).toEqual(all(30))
      expect(counts()).toMatchObject({ [DRAFT]: 1 })
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
