import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Shopper } from "../../test-kit/shopper"
import {
  capturedOrder,
  givenBack,
  paidOutOrder,
  placedOrder,
  restingOrder,
  type PlacedOrder,
} from "../support/orders"
import { BOOKING } from "../../src/medusa/sql"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"
import { everybodyEnds, nobodyLooks } from "../support/time"

const WITHDRAWAL = "POST /contracts/merchant-withdrawal"
const DRAFT = "POST /contracts/versions"
const CONFIRM = "POST /contracts/versions/confirm"
const CHANGE_OPTIONS = "GET /contracts/change-options"

describeShop("With refunds by Inbank's API", (shop) => {
  const counts = () => shop().sandbox.upstreamCounts()
  const ledgerOf = async ({ order }: PlacedOrder) =>
    z
      .object({
        refunds: z.array(
          z.looseObject({
            id: z.string(),
            status: z.string(),
            amount: z.string(),
            draft_version: z.string().nullable(),
          }),
        ),
      })
      .parse((await shop().admin.inbankOrder(order.id)).body).refunds
  const all = (amount: number) => ({ medusa: amount, ledger: amount, inbank: amount })

  const changeOf = async (order_id: string) => {
    const [change] = await shop().container.resolve(Modules.ORDER).listOrderChanges({ order_id })
    return change?.id ?? ""
  }

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

/** As if two minutes had passed since Medusa began them: nobody can be at them still. */
async function refundRowsGrowOld(knex: Knex): Promise<void> {
  await knex("refund").update({ created_at: knex.raw("created_at - interval '2 minutes'") })
}
