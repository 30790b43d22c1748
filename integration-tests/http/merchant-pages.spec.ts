import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { openProblems, rowOfCart, auditLogOf } from "../support/rows"
import { ChangeableOrder } from "../support/changeable-order"
import { ORDER_CHANGES } from "../support/order-changes"
import { capturedOrder, placedOrder } from "../support/orders"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

const accountSchema = z.looseObject({
  id: z.string(),
  product: z.looseObject({ requires_approval: z.boolean().nullable() }).nullable(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
})
const problemOpened = z.object({ kind: z.string() })
const problemSchema = z.looseObject({ id: z.string(), kind: z.string() })
const sessionsSchema = z.object({
  sessions: z.array(z.looseObject({ id: z.string(), standing: z.string().nullable() })),
  count: z.number(),
})
const detailSchema = z.object({
  session: z.looseObject({ id: z.string() }),
  events: z.array(z.object({ source: z.string(), action: z.string(), after: z.string().nullable() })),
  problems: z.array(problemSchema),
})
const STANDINGS = ["undecided", "granted", "activating", "financed", "refused"]

describeShop("The merchant's page", (shop) => {
  const get = async <S extends z.ZodType>(schema: S, path: string): Promise<z.output<S>> => {
    const { status, body } = await shop().admin.request("GET", `/admin/inbank/${path}`)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return schema.parse(body)
  }
  const post = async (path: string) => await shop().admin.request("POST", `/admin/inbank/${path}`, {})
  const problems = async () =>
    (await get(z.object({ problems: z.array(problemSchema) }), "problems")).problems

  describe("about accounts", () => {
    it("shows each one with its product, its range and where customers can choose it, or why it cannot be used", async () => {
      const { accounts } = await get(z.object({ accounts: z.array(accountSchema) }), "accounts")
      const byId = Object.fromEntries(accounts.map((account) => [account.id, account]))
      expect(byId.pp_inbank_ee).toMatchObject({
        environment: "demo",
        currency: "EUR",
        regions: [{ name: "Estonia" }],
        price_range: { min_amount: "100.00", max_amount: "10000.00" },
        product: { requires_approval: true },
        unavailable: null,
        last_callback_at: null,
      })
      expect(byId.pp_inbank_direct).toMatchObject({ product: { requires_approval: false } })
      expect(byId.pp_inbank_stranger).toMatchObject({
        product: null,
        unavailable: expect.stringContaining("product"),
      })
      expect(byId.pp_inbank_ee?.warnings.map(({ code }) => code)).toContain("backend_not_public")
      expect(byId.pp_inbank_live?.warnings.map(({ code }) => code)).not.toContain("backend_not_public")
    })

    it("says where nobody is offered one, and why: the region's money and countries, the products' prices", async () => {
      const warningsOf = async (id: string) => {
        const { accounts } = await get(z.object({ accounts: z.array(accountSchema) }), "accounts")
        const { warnings = [] } = accounts.find((account) => account.id === id) ?? {}
        return warnings.filter(({ code }) => code !== "backend_not_public").map(({ message }) => message)
      }
      expect(await warningsOf("pp_inbank_ee")).toEqual([])
      expect(await warningsOf("pp_inbank_pl")).toEqual([
        expect.stringMatching(/^Nobody is offered this method in Estonia: prices there are not in PLN\./),
        "No product has a price in PLN: nothing can be bought with this method.",
        expect.stringContaining("`legalText`"),
      ])
      expect(await warningsOf("pp_inbank_abroad")).toEqual([
        "Nobody is offered this method in Estonia: none of its countries is in option `deliveryCountries` (lv, lt). Add one of these to the region, or one of the region's to the option.",
        expect.stringContaining("`legalText`"),
      ])

      const knex = shop().container.resolve("__pg_connection__")
      await knex("price").where({ currency_code: "eur" }).where("amount", ">", 90).update({ amount: 90 })
      expect(await warningsOf("pp_inbank_ee")).toEqual([
        expect.stringMatching(/^No product costs as much as the least that Inbank finances \(100\.00 EUR\)/),
      ])
      await shop().admin.setTaxRate("ee", 12)
      expect(await warningsOf("pp_inbank_ee")).toEqual([])
    })

    it("says when Inbank last called", async () => {
      await placedOrder(shop())
      const { accounts } = await get(z.object({ accounts: z.array(accountSchema) }), "accounts")
      const called = accounts.filter(({ last_callback_at }) => last_callback_at !== null)
      expect(called.map(({ id }) => id)).toEqual(["pp_inbank_ee"])
    })

    it("checks shop, key and product at Inbank, and says which of them is wrong", async () => {
      expect(await post("accounts/pp_inbank_ee/check")).toMatchObject({
        status: 200,
        body: { ok: true, product: { max_amount: "10000.00" } },
      })
      const checks = { stranger: "product_unknown", down: "unreachable", locked: "credentials_refused" }
      for (const [id, code] of Object.entries(checks)) {
        expect(await post(`accounts/pp_inbank_${id}/check`)).toMatchObject({ body: { ok: false, code } })
      }
      expect(await problems()).toEqual([])
      expect(await post("accounts/pp_system_default/check")).toMatchObject({ status: 404 })
    })

    it("calls the store's public address as Inbank would, and leaves no trace of it", async () => {
      expect(await post("accounts/pp_inbank_ee/callback-test")).toMatchObject({
        body: { ok: true, note: "not_public" },
      })
      expect(await openProblems(shop().container)).toEqual([])
      const knex = shop().container.resolve("__pg_connection__")
      expect(await knex("inbank_event").select()).toEqual([])
    })
  })

  describe("about sessions", () => {
    it("finds one by whatever identifies it, at Inbank or in Medusa", async () => {
      const placed = await placedOrder(shop())
      const stranger = shop().shopper()
      await stranger.fillCart()
      await stranger.startInbank()
      const row = await rowOfCart(shop().container, placed.cartId)
      const { payment_id, display_id } = z
        .object({ payment_id: z.string(), display_id: z.number() })
        .parse(await approvalOf(placed.order.id))
      const knex = shop().container.resolve("__pg_connection__")
      await knex("inbank_session").where({ id: row.id }).update({ contract_number: "EE-17" })
      const identifiers = [
        ...[row.id, placed.posSessionUuid, placed.contract, "EE-17", placed.cartId, placed.order.id],
        ...[payment_id, row.payment_session_id, String(display_id), `#${display_id}`, ` ${row.id} `],
      ]
      for (const text of identifiers) {
        const found = await get(sessionsSchema, `sessions?q=${encodeURIComponent(text ?? "")}`)
        expect([text, found.sessions.map(({ id }) => id)]).toEqual([text, [row.id]])
      }
      for (const text of ["nobody", "%25", "99999999999999999999"]) {
        expect(await get(sessionsSchema, `sessions?q=${text}`)).toMatchObject({ count: 0, sessions: [] })
      }
    })

    it("filters by where the money stands just as each session says itself, and turns pages newest first", async () => {
      await placedOrder(shop())
      await capturedOrder(shop())
      await placedOrder(shop(), "pp_inbank_later")
      await startedAnd("decline")
      await startedAnd("wait")
      const activating = await placedOrder(shop())
      const merge = { status: "signed", activatedAt: null }
      shop().sandbox.faults.add({ route: "GET /contracts", times: null, kind: { type: "rewrite", merge } })
      await shop().sandbox.portal.approve(activating.contract)
      await shop().admin.inbankOrder(activating.order.id)

      // When each is looked at next may change meanwhile.
      const told = ({ sessions }: z.output<typeof sessionsSchema>) =>
        sessions.map(({ id, standing }) => ({ id, standing }))
      const all = told(await get(sessionsSchema, "sessions"))
      const counts: Record<string, number> = {}
      for (const standing of STANDINGS) {
        const found = await get(sessionsSchema, `sessions?standing=${standing}`)
        const { count } = found
        expect(told(found)).toEqual(all.filter((each) => each.standing === standing))
        counts[standing] = count
      }
      expect(counts).toEqual({ undecided: 1, granted: 1, activating: 1, financed: 2, refused: 1 })
      const pages = [
        await get(sessionsSchema, "sessions?limit=2"),
        await get(sessionsSchema, "sessions?limit=9&offset=2"),
      ]
      expect(pages.flatMap(told)).toEqual(all)
      expect(pages[0]).toMatchObject({ count: 6, sessions: [{}, {}] })
      const ofLater = await get(sessionsSchema, "sessions?account_id=pp_inbank_later")
      expect(ofLater.sessions).toMatchObject([{ account_id: "pp_inbank_later", standing: "financed" }])
    })

    it("refuses a filter that it does not know with a sentence", async () => {
      const asked = ["standing=paid", "limit=1000", "offset=-1", "problem=yes", "q=a&q=b"]
      for (const query of asked) {
        const answer = await shop().admin.request("GET", `/admin/inbank/sessions?${query}`)
        expect([query, answer]).toMatchObject([query, { status: 400, body: { message: / must be .+\./ } }])
      }
    })

    it("looks at Inbank when it is asked to, and shows the audit log", async () => {
      shop().sandbox.callbacks.pause()
      const shopper = shop().shopper()
      await shopper.fillCart()
      const { posSessionUuid } = await shopper.startInbank()
      await shop().sandbox.customer.decline(posSessionUuid)
      const { id } = await rowOfCart(shop().container, shopper.cartId)

      expect(await get(detailSchema, `sessions/${id}`)).toMatchObject({ session: { standing: "undecided" } })
      const { body } = await post(`sessions/${id}/refresh`)
      const refreshed = detailSchema.parse(body)
      expect(refreshed.session).toMatchObject({ standing: "refused", session_status: "declined" })
      expect(refreshed.events).toContainEqual({ source: "admin", action: "observed", after: "declined" })
      expect(await post("sessions/inbs_none/refresh")).toMatchObject({ status: 404 })
    })
  })

  describe("about contracts that wait for approval", () => {
    it("lists those that are granted for an order that stands, and no others", async () => {
      const [first, second, canceled] = [
        await placedOrder(shop()),
        await placedOrder(shop(), "pp_inbank_shipment"),
        await placedOrder(shop()),
      ]
      await capturedOrder(shop())
      await placedOrder(shop(), "pp_inbank_direct")
      await shop().admin.cancel(canceled.order)
      const ids = async () => (await approvals()).map(({ order_id }) => order_id)
      expect(await ids()).toEqual([first.order.id, second.order.id])
      expect(await approvals()).toMatchObject([{ approval: "capture" }, { approval: "shipment" }])

      await shop().admin.capture(first.order)
      expect(await ids()).toEqual([second.order.id])
    })

    it("opens a problem for one that waits for days, on the order and on the page, tells it once, and clears it with the approval (R128)", async () => {
      const { container } = shop()
      const told: string[] = []
      container
        .resolve(Modules.EVENT_BUS)
        .subscribe(
          "inbank.problem.opened",
          async ({ data }) => void told.push(problemOpened.parse(data).kind),
        )
      const { order } = await placedOrder(shop(), "pp_inbank_shipment")
      const grantedDaysAgo = async (days: number) => {
        const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
        await knex("inbank_session").update({
          changed_at: knex.raw("now() - make_interval(days => ?)", [days]),
        })
        await aMinuteLater(container)
      }
      await grantedDaysAgo(2)
      expect(await problems()).toEqual([])

      await grantedDaysAgo(4)
      await aMinuteLater(container)
      const overdue = { kind: "approval_overdue", order_id: order.id, clears_by_itself: true }
      expect(await problems()).toMatchObject([overdue])
      expect(await shop().admin.inbankOrder(order.id)).toMatchObject({ body: { problems: [overdue] } })
      expect(told).toEqual(["approval_overdue"])

      await shop().admin.capture(order)
      await eventually(problems, (open) => open.length === 0, "the problem to be cleared")
    })
  })

  describe("cancelling the contract of an order that is to stand", () => {
    it("cancels it at Inbank, then the payment in Medusa, and warns of shipping", async () => {
      const { order, contract, cartId } = await placedOrder(shop())
      const cancelled = await shop().admin.cancelContract(order.id)
      expect(cancelled).toMatchObject({ status: 200, body: { session: { standing: "refused" } } })
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "terminated" })
      expect(await shop().admin.order(order.id)).toMatchObject({
        status: "pending",
        payment_collections: [{ payments: [{ canceled_at: expect.any(String), captured_at: null }] }],
      })
      expect(await problems()).toMatchObject([{ kind: "do_not_ship", order_id: order.id }])
      const row = await rowOfCart(shop().container, cartId)
      expect(await auditLogOf(shop().container, row.id)).toContainEqual(
        expect.objectContaining({
          source: "admin",
          action: "cancel_contract",
          detail: expect.stringMatching(/^by user_/),
        }),
      )
      expect(await shop().admin.cancelContract(order.id)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("no contract to cancel") },
      })
    })

    it("is what ends the contract of an order that somebody's own code edited", async () => {
      const edited = await ChangeableOrder.paidByInbank(shop())
      await edited.carryOutByCode(ORDER_CHANGES["an order edit"])
      await aMinuteLater(shop().container)
      expect(await openProblems(shop().container)).toEqual(["approve_or_cancel"])
      expect(await approvals()).toEqual([])

      expect(await shop().admin.cancelContract(edited.order.id)).toMatchObject({ status: 200 })
      expect(shop().sandbox.contract(edited.contract)).toMatchObject({ status: "terminated" })
      expect(await openProblems(shop().container)).not.toContain("approve_or_cancel")
      expect(await edited.payment()).toMatchObject({ captured_at: null, canceled_at: expect.any(String) })
    })

    it("is done once when it is asked for twice at once", async () => {
      const { order, contract } = await placedOrder(shop())
      const both = await Promise.all([1, 2].map(() => shop().admin.cancelContract(order.id)))
      expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "terminated" })
      expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /contracts/cancel": 1 })
    })

    it("says that nobody knows, when Inbank neither answers nor can be asked, and finds out by itself", async () => {
      const { order, contract } = await placedOrder(shop())
      const { faults } = shop().sandbox
      faults.add({ route: "POST /contracts/cancel", times: 1, kind: { type: "reset_after" } })
      faults.add({ route: "GET /pos-sessions", times: 1, skip: 1, kind: { type: "status", status: 404 } })
      expect(await shop().admin.cancelContract(order.id)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/^It is not known whether Inbank cancelled/) },
      })
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "terminated" })
      faults.clear()
      await shop().admin.inbankOrder(order.id)
      expect(await problems()).toMatchObject([{ kind: "do_not_ship" }])
    })

    it("is not called done while Inbank, which took it, still shows the contract as granted", async () => {
      const { order, contract } = await placedOrder(shop())
      const { faults } = shop().sandbox
      faults.add({ route: "POST /contracts/cancel", times: 1, kind: { type: "status", status: 204 } })
      expect(await shop().admin.cancelContract(order.id)).toMatchObject({
        status: 400,
        body: {
          code: "cancellation_not_known",
          message: expect.stringContaining("does not show it yet") as string,
        },
      })
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "signed" })
      expect((await shop().admin.cancelContract(order.id)).status).toBe(200)
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "terminated" })
    })

    it("changes nothing and says why, when Inbank does not do it", async () => {
      const { order, contract } = await placedOrder(shop())
      shop().sandbox.faults.add({
        route: "POST /contracts/cancel",
        times: 1,
        kind: { type: "reset_before" },
      })
      expect(await shop().admin.cancelContract(order.id)).toMatchObject({
        status: 400,
        body: {
          code: "contract_not_cancelled",
          message: expect.stringMatching(/^The contract was not cancelled\. .+/),
        },
      })
      expect(shop().sandbox.contract(contract)).toMatchObject({ status: "signed" })
      expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "authorized" })
    })
  })

  describe("about problems", () => {
    it("shows what to do, and lets it vanish with its cause", async () => {
      const { order, contract } = await placedOrder(shop())
      await shop().sandbox.portal.cancel(contract)
      await shop().admin.inbankOrder(order.id)
      const [problem] = await problems()
      expect(problem).toMatchObject({
        kind: "do_not_ship",
        order_id: order.id,
        display_id: expect.any(Number),
        remedy: expect.stringContaining("Do not ship"),
      })
      expect((await shop().admin.cancel(order)).status).toBe(200)
      await shop().admin.inbankOrder(order.id)
      expect(await problems()).toEqual([])
    })

    it("lets a human say that one is dealt with, once, and shows it again when it is met again", async () => {
      await refusedKey()
      const [problem] = await problems()
      expect(problem).toMatchObject({
        kind: "credentials_refused",
        account_id: "pp_inbank_locked",
        clears_by_itself: true,
      })
      expect(await post(`problems/${problem?.id}/clear`)).toMatchObject({ status: 200 })
      expect(await problems()).toEqual([])
      expect(await post(`problems/${problem?.id}/clear`)).toMatchObject({ status: 404 })

      await refusedKey()
      expect(await problems()).toMatchObject([{ kind: "credentials_refused" }])
    })

    it("does not show again what somebody has dealt with, until Inbank says something new", async () => {
      const { order, contract, cartId } = await placedOrder(shop())
      await shop().sandbox.portal.cancel(contract)
      await shop().admin.inbankOrder(order.id)
      const [problem] = await problems()
      expect(problem).toMatchObject({ kind: "do_not_ship", clears_by_itself: false })
      await post(`problems/${problem?.id}/clear`)

      await shop().admin.inbankOrder(order.id)
      expect(await problems()).toEqual([])
      const knex = shop().container.resolve("__pg_connection__")
      await knex("inbank_session").where({ cart_id: cartId }).update({ changed_at: knex.fn.now() })
      await shop().admin.inbankOrder(order.id)
      expect(await problems()).toMatchObject([{ kind: "do_not_ship" }])
    })
  })

  async function approvals() {
    const schema = z.object({ approvals: z.array(z.looseObject({ order_id: z.string() })) })
    return (await get(schema, "approvals")).approvals
  }

  async function approvalOf(orderId: string) {
    return (await approvals()).find(({ order_id }) => order_id === orderId)
  }

  /** A shopper chooses a method whose key Inbank refuses. */
  async function refusedKey(): Promise<void> {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.choose("pp_inbank_locked")
  }

  async function startedAnd(end: "decline" | "wait"): Promise<void> {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    if (end === "wait") return
    await shop().sandbox.customer.decline(payment.posSessionUuid)
    await shop().sandbox.idle()
    await shop().admin.request("GET", "/admin/inbank/sweep")
    const { id } = await rowOfCart(shop().container, shopper.cartId)
    await post(`sessions/${id}/refresh`)
  }
})
