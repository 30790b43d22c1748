import { eventually } from "../../test-kit/eventually"
import type { Answer } from "../../test-kit/http"
import type { FaultRequest } from "../../src/sandbox"
import { readProblems } from "./support/book-rows"
import { readBooks } from "./support/books"
import { cartIds, deliver, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

const APPROVAL = "POST /contracts/merchant-approval"
/** What customers choose when the store runs again. */
const CHOSEN = ["pp_inbank_ee", "pp_system_default"]

/** What the store does for a purchase when it is killed, and which of its requests to Inbank hangs then. */
interface Situation {
  name: string
  doing: "settling" | "completion" | "capture"
  route: FaultRequest["route"]
  type: "hang_before" | "hang_after"
}
const asks = { route: "GET /pos-sessions", type: "hang_before" } as const
const SETTLING = "killed while settling"
const UNPAID = "killed between order and payment"
const CANCELLED = "killed between order and payment, cancelled by Inbank"
const APPROVED = "killed after the approval acted"
const NOT_APPROVED = "killed in mid-capture, not approved"
const choosing = (chosen: string) => `killed between order and payment, then ${chosen}`
/** Those that need an order come first: what is signed later is not due before all is under way. */
const SITUATIONS: Situation[] = [
  { name: APPROVED, doing: "capture", route: APPROVAL, type: "hang_after" },
  { name: NOT_APPROVED, doing: "capture", ...asks },
  { name: SETTLING, doing: "settling", ...asks },
  { name: UNPAID, doing: "completion", ...asks },
  ...CHOSEN.map((chosen): Situation => ({ name: choosing(chosen), doing: "completion", ...asks })),
  { name: CANCELLED, doing: "completion", ...asks },
]

/** Each test goes on with its own purchase of those that one kill left, so nothing is forgotten between them. */
const oneKill = { stores: ["shared"], forgets: "when told" } as const

describeFaults("A store that is killed", oneKill, (bed) => {
  const made = new Map<string, { trial: Trial; purchase: Purchase }>()
  const left = (name: string) => {
    const found = made.get(name)
    if (!found) throw new Error(`nobody was ${name}`)
    return found
  }

  beforeAll(async () => {
    for (const { name, doing } of SITUATIONS) {
      const trial = new Trial(bed(), name)
      for (const purchase of await bed().signed(1)) made.set(name, { trial, purchase })
      if (doing === "capture") await isPlaced(left(name).purchase)
    }
    const answers = await isKilled()
    expect(answers).toEqual(SITUATIONS.map(({ doing }) => (doing === "settling" ? 200 : "broken off")))
    expect(contractOf(APPROVED)).toMatchObject({ status: "activated" })
    expect(contractOf(NOT_APPROVED)).toMatchObject({ status: "signed" })
    await bed().sandbox.portal.cancel(contractOf(CANCELLED).uuid)
    await nobodyLooksYet()
    bed().sandbox.faults.clear()
    await bed().theDeadRanElsewhere()
    await bed().store.start()
    // While the dead one's leases hold. Refused or not, Medusa may have dropped the payment session by now.
    for (const chosen of CHOSEN) await left(choosing(chosen)).purchase.shopper.choose(chosen)
    await nobodyLooksYet()
  }, 300_000)

  // The first, for it alone needs the leases that the dead one holds.
  it("on another machine while it settles leaves its lease, and once that runs out the order is placed (R61)", async () => {
    const { trial, purchase } = left(SETTLING)
    await looks(purchase)
    expect(await ordersOf(purchase)).toEqual([])

    await bed().leasesRunOut()
    await looks(purchase)
    await trial.close([purchase])
  })

  it("with the order made and its payment not yet authorized is healed by the next look, and order.placed is told (R63)", async () => {
    const { trial, purchase } = left(UNPAID)
    const { shopper } = purchase
    await bed().leasesRunOut()
    // What Medusa alone makes of it: an order that nobody pays for, and a customer who is told that all is well.
    const damaged = await readBooks(bed(), cartIds([purchase]))
    expect(damaged.orders).toHaveLength(1)
    expect(damaged.payments).toEqual([])
    const { id } = damaged.orders[0] ?? { id: "" }
    expect(await shopper.complete()).toMatchObject({ type: "order", order: { id } })
    expect(await bed().told("order.placed")).not.toContain(id)

    await looks(purchase)
    const { orders } = await trial.close([purchase])
    expect(orders.map((order) => order.id)).toEqual([id])
    const told = async () => (await bed().told("order.placed")).filter((each) => each === id)
    expect(await eventually(told, (ids) => ids.length > 0, "order.placed")).toEqual([id])
  })

  it.each(CHOSEN)(
    "between order and payment heals too when the customer chooses %s again before anybody has looked (R63)",
    async (chosen) => {
      const { trial, purchase } = left(choosing(chosen))
      await bed().leasesRunOut()
      await looks(purchase)
      const { payments } = await trial.close([purchase])
      expect(payments.filter(({ canceled_at }) => !canceled_at)).toHaveLength(1)
    },
  )

  it("between order and payment warns not to ship the order when Inbank cancels meanwhile, and says which (R63)", async () => {
    const { trial, purchase } = left(CANCELLED)
    await bed().leasesRunOut()
    await looks(purchase)
    const { orders } = await trial.close([purchase])
    const detail = `Order ${orders[0]?.id} has no payment.`
    expect(await readProblems(bed())).toContainEqual(expect.objectContaining({ kind: "do_not_ship", detail }))
  })

  it("between the approval at Inbank and its own write captures on the next look, and approves no second time (R62)", async () => {
    const { trial, purchase } = left(APPROVED)
    await expectCaptureStuck(purchase)

    await looksAgain(purchase)
    const { payments } = await trial.close([purchase])
    expect(payments[0]?.captured_at).toBeTruthy()
    expect(await captureRows(purchase)).toBe(1)
    const { uuid } = contractOf(APPROVED)
    const approvals = bed()
      .sandbox.journal()
      .filter(({ route, path }) => route === APPROVAL && path.includes(uuid))
    expect(approvals).toHaveLength(1)
  })

  it("in the midst of a capture that Inbank never carried out leaves the button usable again (R62)", async () => {
    const { trial, purchase } = left(NOT_APPROVED)
    await expectCaptureStuck(purchase)

    await looksAgain(purchase)
    expect(await captureRows(purchase)).toBe(0)
    expect(await clickCapture(purchase)).toMatchObject({ status: 200 })
    const { payments } = await trial.close([purchase])
    expect(payments[0]?.captured_at).toBeTruthy()
    expect(contractOf(NOT_APPROVED)).toMatchObject({ status: "activated" })
  })

  /** Begins all the work, and kills the store once every request hangs. @returns what those who had asked for it got. */
  async function isKilled(): Promise<unknown[]> {
    const { faults } = bed().sandbox
    const refusal = { type: "status", status: 500 } as const
    faults.add({ route: APPROVAL, uuid: contractOf(NOT_APPROVED).uuid, kind: refusal })
    const begun = SITUATIONS.map(async ({ name, doing, route, type }) => {
      const { purchase } = left(name)
      const { shopper, callback, payment } = purchase
      const uuid = route === APPROVAL ? contractOf(name).uuid : payment.posSessionUuid
      const { id } = faults.add({ route, uuid, times: null, kind: { type } })
      const start = {
        settling: async () => await deliver(callback),
        completion: async () => await shopper.complete(),
        capture: async () => await clickCapture(purchase),
      }
      const answer = start[doing]().catch(() => "broken off")
      await faults.befallen(id)
      return { answer }
    })
    const hanging = await Promise.all(begun)
    await bed().store.kill()
    return await Promise.all(hanging.map(async ({ answer }) => await answer))
  }

  const contractOf = (name: string) => {
    const { sandbox } = bed()
    const session = sandbox.session(left(name).purchase.payment.posSessionUuid)
    const contract = sandbox.contract(session?.creditContractUuid ?? "")
    if (!contract) throw new Error(`there is no contract of who was ${name}`)
    return contract
  }
  const ordersOf = async ({ shopper }: Purchase) => (await readBooks(bed(), [shopper.cartId])).orders

  /** Its order waits for the merchant's approval. */
  async function isPlaced(purchase: Purchase): Promise<void> {
    await deliver(purchase.callback)
    await eventually(
      () => ordersOf(purchase),
      (orders) => orders.length > 0,
      "the order",
    )
  }

  /** Every purchase waits for its own test. Nobody would look at what is not queued, so that is not put off. */
  async function nobodyLooksYet(): Promise<void> {
    const purchases = [...made.values()].map(({ purchase }) => purchase)
    const unqueued: unknown[] = await bed()
      .knex("inbank_session")
      .whereIn("cart_id", cartIds(purchases))
      .whereNull("next_check_at")
      .select("cart_id")
    expect(unqueued).toEqual([])
    await bed().nobodyLooks(purchases)
  }

  async function looks(purchase: Purchase): Promise<void> {
    await bed().aMinutePasses([purchase])
    await bed().store.sweep()
  }

  async function clickCapture(purchase: Purchase): Promise<Answer> {
    const admin = await bed().admin()
    const [order] = await ordersOf(purchase)
    return await admin.capture(await admin.order(order?.id ?? ""))
  }

  /** What Medusa alone makes of a capture that was cut short: nobody can capture any more. */
  async function expectCaptureStuck(purchase: Purchase): Promise<void> {
    expect(await captureRows(purchase)).toBe(1)
    // The dead one held the button for itself; half a minute later it does not any more.
    await bed().leasesRunOut()
    const admin = await bed().admin()
    const [order] = await ordersOf(purchase)
    expect(await admin.order(order?.id ?? "")).toMatchObject({ payment_status: "authorized" })
    expect(await clickCapture(purchase)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("You cannot capture more than the authorized amount") },
    })
  }

  /** Longer than any capture takes, then a look. */
  async function looksAgain(purchase: Purchase): Promise<void> {
    await bed().timePassesForTheDead()
    await looks(purchase)
  }

  async function captureRows(purchase: Purchase): Promise<number> {
    const rows: unknown[] = await bed()
      .knex("capture as c")
      .join("payment as p", "p.id", "c.payment_id")
      .join("cart_payment_collection as l", "l.payment_collection_id", "p.payment_collection_id")
      .where("l.cart_id", purchase.shopper.cartId)
      .whereNull("c.deleted_at")
      .select("c.id")
    return rows.length
  }
})
