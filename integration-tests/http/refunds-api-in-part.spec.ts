import { eventually } from "../../test-kit/eventually"
import type { Shopper } from "../../test-kit/shopper"
import { capturedOrder, givenBack, paidOutOrder } from "../support/orders"
import { openProblems } from "../support/rows"
import { CHANGE_OPTIONS, CONFIRM, DRAFT, WITHDRAWAL, refundsOf } from "../support/refunds"
import { describeShop } from "../support/shop"
import { minutesLater } from "../support/sweeps"
import { everybodyEnds, nobodyLooks } from "../support/time"

describeShop("With refunds by Inbank's API", (shop) => {
  const { counts, ledgerOf, all } = refundsOf(shop)

  describe("a refund in part", () => {
    it("is returned by a draft and its confirmation, several times, and the rest by a withdrawal (R119)", async () => {
      const placed = await paidOutOrder(shop())
      // The news of one refund have the contract looked at: on a busy machine for longer than the next press waits.
      const refund = async (amount: number) => {
        await everybodyEnds(shop().container.resolve("__pg_connection__"))
        return await shop().admin.refund(placed.order, amount)
      }
      expect(await refund(30)).toMatchObject({ status: 200 })
      expect(await refund(30)).toMatchObject({ status: 200 })
      expect(await givenBack(shop(), placed)).toEqual(all(60))
      expect(counts()).toMatchObject({ [DRAFT]: 2, [CONFIRM]: 2 })
      expect(await refund(placed.order.total - 59.99)).toMatchObject({ status: 400 })
      expect(await refund(placed.order.total - 60)).toMatchObject({ status: 200 })
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    })

    it("on the contract's first day is refused with the day from which it is possible (R115)", async () => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/Nothing was refunded.*possible from \d{4}-\d\d-\d\d/) },
      })
      expect(counts()).not.toHaveProperty([DRAFT])
    })

    it("before Inbank has paid out the contract is refused, and why (R116)", async () => {
      shop().sandbox.payouts.hold()
      const placed = await paidOutOrder(shop())
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: {
          message: expect.stringMatching(/Nothing was refunded.*once Inbank has paid out the contract/),
        },
      })
      shop().sandbox.payouts.resume()
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(30))
    })

    it("outside of Inbank's limits is refused with the limit, and makes no draft (R117)", async () => {
      const placed = await paidOutOrder(shop())
      const refusals = [
        [0.5, /The smallest part that Inbank takes back of this contract is 1/],
        [0.004, /Refund one cent at least/],
      ] as const
      for (const [amount, sentence] of refusals) {
        expect(await shop().admin.refund(placed.order, amount)).toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(sentence) },
        })
      }
      await shop().sandbox.portal.returnPart(placed.contract, 400)
      expect(await shop().admin.refund(placed.order, 100)).toMatchObject({
        status: 400,
        body: {
          message: expect.stringMatching(
            /The largest part that Inbank takes back of this contract is 73\.39/,
          ),
        },
      })
      expect(counts()).not.toHaveProperty([DRAFT])
    })

    it("that holds fractions of a cent is rounded over all of them, and the last one gives back the rest (M3)", async () => {
      await shop().admin.setTaxRate("ee", 23.7)
      const fill = (shopper: Shopper) => shopper.fillCart("Espresso machine")
      const placed = await paidOutOrder(shop(), "pp_inbank_api", fill)
      const { total } = placed.order
      const inCents = (amount: number) => Math.round(amount * 100) / 100
      expect(total).not.toBe(inCents(total))
      expect(shop().sandbox.session(placed.posSessionUuid)).toMatchObject({ totalAmount: inCents(total) })

      const [part, rest] = [30.123, Number((total - 30.123).toFixed(4))]
      expect((await shop().admin.refund(placed.order, part)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual({ medusa: 30.12, ledger: 30.12, inbank: 30.12 })
      expect((await shop().admin.refund(placed.order, rest)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(inCents(total)))
      expect(await shop().admin.order(placed.order.id)).toMatchObject({ payment_status: "refunded" })
      expect(await openProblems(shop().container)).toEqual([])
      expect(counts()).toMatchObject({ [CONFIRM]: 1, [WITHDRAWAL]: 1 })
    })

    it("of the full amount is a withdrawal (R118)", async () => {
      const placed = await paidOutOrder(shop())
      expect((await shop().admin.refund(placed.order, placed.order.total)).status).toBe(200)
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
      expect(counts()).not.toHaveProperty([DRAFT])
    })

    it("is exact to the cent, however odd the parts (R119)", async () => {
      const placed = await paidOutOrder(shop())
      for (const part of [0.1 + 0.2 + 0.8, 1.01, 33.33]) {
        const refunded = await shop().admin.refund(placed.order, Number(part.toFixed(2)))
        expect(refunded).toEqual({ status: 200, body: expect.anything() })
      }
      expect(await givenBack(shop(), placed)).toEqual(all(35.44))
    })

    it("without a configured confirmation makes no draft and says how to do it by hand (R120)", async () => {
      const placed = await paidOutOrder(shop(), "pp_inbank_unconfirmed")
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: {
          message: expect.stringMatching(/Nothing was refunded.*paths\.confirmReturn.*Partner Portal/),
        },
      })
      expect(counts()).not.toHaveProperty([DRAFT])
    })

    it("whose draft nobody ever confirms is listed, and a merchant's word ends it (R120)", async () => {
      const placed = await paidOutOrder(shop())
      shop().sandbox.faults.add({ route: CONFIRM, times: null, kind: { type: "status", status: 404 } })
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: { code: "not_refunded_yet", message: expect.stringMatching(/Not refunded yet.*only a draft/) },
      })
      await minutesLater(
        shop().container,
        () => openProblems(shop().container),
        (kinds) => kinds.includes("refund_unfinished"),
        "the problem",
      )
      // Nobody has refused it.
      expect(await openProblems(shop().container)).toEqual(["refund_unfinished"])
      const [draft] = await ledgerOf(placed)
      expect(draft).toMatchObject({
        status: "in_progress",
        amount: "30.00",
        draft_version: expect.any(String),
      })
      expect(await shop().admin.refund(placed.order, 40)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("A refund of 30.00 EUR was begun") },
      })

      await shop().sandbox.portal.returnPart(placed.contract, 30)
      const path = `/admin/inbank/refunds/${draft?.id}/outcome`
      const said = { made: true, reference: "seen in the portal" }
      expect((await shop().admin.request("POST", path, said)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(30))
      expect((await shop().admin.request("POST", path, said)).status).toBe(400)
      await eventually(
        () => openProblems(shop().container),
        (kinds) => kinds.length === 0,
        "the problem to be cleared",
      )
    })

    it("whose draft nobody ever confirms keeps out what would count it twice, and no reference stands twice (R120)", async () => {
      const placed = await paidOutOrder(shop())
      await shop().sandbox.portal.returnPart(placed.contract, 20)
      const earlier = { amount: 20, reference: "credit note 17" }
      expect((await shop().admin.recordPortalRefund(placed.order.id, earlier)).status).toBe(200)
      shop().sandbox.faults.add({ route: CONFIRM, times: null, kind: { type: "status", status: 404 } })
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(400)
      const draft = (await ledgerOf(placed)).find(({ status }) => status === "in_progress")
      await nobodyLooks(shop().container.resolve("__pg_connection__"), placed.cartId)

      const another = { amount: 30, reference: "credit note 18" }
      expect(await shop().admin.recordPortalRefund(placed.order.id, another)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("is under way. Record its outcome first") },
      })
      const path = `/admin/inbank/refunds/${draft?.id}/outcome`
      expect(
        await shop().admin.request("POST", path, { made: true, reference: earlier.reference }),
      ).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('"credit note 17" is recorded already') },
      })
      expect(await givenBack(shop(), placed)).toMatchObject({ medusa: 20, ledger: 20 })
    })

    it("whose draft nobody ever confirms may be given up, and made anew (R120)", async () => {
      const placed = await paidOutOrder(shop())
      shop().sandbox.faults.add({ route: CONFIRM, times: null, kind: { type: "status", status: 404 } })
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(400)
      const [draft] = await ledgerOf(placed)
      const path = `/admin/inbank/refunds/${draft?.id}/outcome`
      // The sweep may be at it at the same moment.
      await eventually(
        () => shop().admin.request("POST", path, { made: false, reference: "not in the portal" }),
        ({ status }) => status === 200,
        "the outcome to be recorded",
      )
      expect(await givenBack(shop(), placed)).toEqual(all(0))
      shop().sandbox.faults.clear()
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(30))
      expect(counts()).toMatchObject({ [DRAFT]: 2 })
    })

    it("twice at once is one, and a sentence; one after the other they are two", async () => {
      const placed = await paidOutOrder(shop())
      const both = await Promise.all([
        shop().admin.refund(placed.order, 30),
        shop().admin.refund(placed.order, 30),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
      expect(both.find(({ status }) => status === 400)?.body).toMatchObject({
        message: expect.stringContaining("another refund of this payment is in progress"),
      })
      expect((await shop().admin.refund(placed.order, 30)).status).toBe(200)
      expect(await givenBack(shop(), placed)).toEqual(all(60))
      expect(await shop().admin.order(placed.order.id)).toMatchObject({ total: placed.order.total - 60 })
    })

    it("twice at once is one too while somebody looks at the payment", async () => {
      const placed = await paidOutOrder(shop())
      const knex = shop().container.resolve("__pg_connection__")
      const look = { id: placed.order.payment_collections[0]?.id, token: "a look" }
      await eventually(
        () => knex("inbank_lease").where({ id: look.id }),
        (leases) => leases.length === 0,
        "everybody to have looked",
      )
      await knex("inbank_lease").insert({ ...look, until: knex.raw("now() + interval '1 minute'") })
      const both = [shop().admin.refund(placed.order, 30), shop().admin.refund(placed.order, 30)]
      expect((await Promise.race(both)).status).toBe(400)
      await knex("inbank_lease").where(look).delete()
      expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 400])
      expect(await givenBack(shop(), placed)).toEqual(all(30))
    })

    it("whose confirmation fails is no refund, and the next try resumes the same draft (R120)", async () => {
      const placed = await paidOutOrder(shop())
      // What the press leaves open is enqueued: a pass may try again at once.
      shop().sandbox.faults.add({ route: CONFIRM, times: null, kind: { type: "reset_before" } })
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: { code: "not_refunded_yet", message: expect.stringContaining("Not refunded yet") },
      })
      expect(await givenBack(shop(), placed)).toEqual(all(0))
      shop().sandbox.faults.clear()
      expect(await shop().admin.inbankOrder(placed.order.id)).toMatchObject({ status: 200 })
      await minutesLater(
        shop().container,
        () => givenBack(shop(), placed),
        ({ medusa }) => medusa === 30,
        "the refund to be ended and booked",
      )
      expect(await givenBack(shop(), placed)).toEqual(all(30))
      expect(counts()).toMatchObject({ [DRAFT]: 1 })
    })

    it("that Inbank confirmed unseen is not made anew, though it refuses the same confirmation now (R120)", async () => {
      const placed = await paidOutOrder(shop())
      // What is left to return would show it: it cannot be read after the draft.
      const kind = { type: "status", status: 503 } as const
      shop().sandbox.faults.add({ route: CHANGE_OPTIONS, skip: 1, times: null, kind })
      shop().sandbox.faults.add({ route: CONFIRM, kind: { type: "reset_after" } })
      const notYet = {
        status: 400,
        body: { code: "not_refunded_yet", message: expect.stringContaining("Not refunded yet") },
      }
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject(notYet)
      shop().sandbox.faults.clear()
      await nobodyLooks(shop().container.resolve("__pg_connection__"), placed.cartId)
      const before = counts()[CONFIRM] ?? 0
      expect(before).toBeGreaterThan(0)

      expect(await shop().admin.refund(placed.order, 30)).toMatchObject(notYet)
      // The press asks once more; what it leaves open is enqueued, and a pass may have asked again by now.
      expect(counts()[CONFIRM]).toBeGreaterThan(before)
      expect(counts()).toMatchObject({ [DRAFT]: 1 })
      expect(await givenBack(shop(), placed)).toEqual({ medusa: 0, ledger: 0, inbank: 30 })
      expect(await ledgerOf(placed)).toMatchObject([{ status: "in_progress", amount: "30.00" }])
    })

    it("whose draft alone lowers what can be returned is no refund before it is confirmed (R120)", async () => {
      const placed = await paidOutOrder(shop())
      const lowered = { options: { partialReturn: { maxReturnAmount: placed.order.total - 100 } } }
      shop().sandbox.faults.add({
        route: CHANGE_OPTIONS,
        skip: 1,
        times: null,
        kind: { type: "rewrite", merge: lowered },
      })
      shop().sandbox.faults.add({ route: CONFIRM, kind: { type: "reset_before" } })
      expect(await shop().admin.refund(placed.order, 30)).toMatchObject({
        status: 400,
        body: { code: "not_refunded_yet", message: expect.stringContaining("Not refunded yet") },
      })
      expect(await givenBack(shop(), placed)).toEqual(all(0))
    })
  })
})
