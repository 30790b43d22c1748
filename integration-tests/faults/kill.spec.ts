import { eventually } from "../../demo/support/eventually"
import { readProblems } from "./support/book-rows"
import { readBooks } from "./support/books"
import { cartIds, deliver, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

/** Where minutes are to be filled, more of the same. */
const ROUNDS = process.env.FAULTS_MINUTES === undefined ? 2 : 5

describeFaults("A store that is killed", { stores: ["shared"] }, (bed) => {
  /** It runs again, the dead process's leases are over, and the next look at these carts has been taken. */
  async function restartAndSweep(purchases: Purchase[]): Promise<void> {
    bed().sandbox.faults.clear()
    await bed().store.start()
    await bed().leasesRunOut()
    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
  }
  const ordersOf = async (purchases: Purchase[]) => (await readBooks(bed(), cartIds(purchases))).orders
  /** Inbank's answer about this one session or contract does not come; the earlier tests' are none of our business. */
  const hang = (route: string, when: "hang_before" | "hang_after", uuid: string) =>
    bed().sandbox.faults.add({ route, uuid, times: null, kind: { type: when } }).id
  const uuidOf = (purchases: Purchase[]) => purchases[0]?.payment.posSessionUuid ?? ""

  it("right after it answered callbacks places every order after its restart, and none twice (R60)", async () => {
    const trial = new Trial(bed(), "killed right after the callback's 200")
    const purchases: Purchase[] = []
    let roundsWithWorkUndone = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const ofRound = await bed().signed(20)
      purchases.push(...ofRound)
      const answers = await Promise.all(ofRound.map(async ({ callback }) => await deliver(callback)))
      await bed().store.kill()
      expect(new Set(answers)).toEqual(new Set([200]))
      if ((await ordersOf(ofRound)).length < ofRound.length) roundsWithWorkUndone += 1
      await restartAndSweep(ofRound)
    }
    expect(roundsWithWorkUndone).toBeGreaterThan(0)
    const { payments } = await trial.close(purchases)
    expect(payments).toHaveLength(ROUNDS * 20)
  }, 400_000)

  it("while it settles leaves its lease, and once that runs out the order is placed (R61)", async () => {
    const trial = new Trial(bed(), "killed while settling")
    const purchases = await bed().signed(1)
    const hanging = hang("GET /pos-sessions", "hang_before", uuidOf(purchases))
    for (const { callback } of purchases) expect(await deliver(callback)).toBe(200)
    await bed().sandbox.faults.befallen(hanging)
    await bed().store.kill()
    bed().sandbox.faults.clear()
    await bed().store.start()

    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
    expect(await ordersOf(purchases)).toEqual([])

    await bed().leasesRunOut()
    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
    await trial.close(purchases)
  }, 120_000)

  it("in the middle of a sweep over 20 sessions has placed all 20 orders after its restart (R61)", async () => {
    const trial = new Trial(bed(), "killed in mid-sweep over 20 sessions")
    const purchases = await bed().signed(20)
    const hanging = bed().sandbox.faults.add({
      route: "GET /pos-sessions",
      skip: 7,
      times: null,
      kind: { type: "hang_before" },
    }).id
    await bed().aMinutePasses(purchases)
    const swept = bed()
      .store.sweep()
      .then(
        () => true,
        () => false,
      )
    await bed().sandbox.faults.befallen(hanging)
    await bed().store.kill()
    expect(await swept).toBe(false)
    const before = await ordersOf(purchases)
    expect(before.length).toBeLessThan(20)

    await restartAndSweep(purchases)
    await trial.close(purchases)
  }, 180_000)

  it("with the order made and its payment not yet authorized is healed by the next look, and order.placed is told (R63)", async () => {
    const trial = new Trial(bed(), "killed between order and payment")
    const purchases = await bed().signed(1)
    const [{ shopper }] = purchases as [Purchase]
    const hanging = hang("GET /pos-sessions", "hang_before", uuidOf(purchases))
    const completion = shopper.complete().catch(() => "broken off")
    await bed().sandbox.faults.befallen(hanging)
    await bed().store.kill()
    expect(await completion).toBe("broken off")

    await bed().nobodyLooks(purchases)
    bed().sandbox.faults.clear()
    await bed().store.start()
    await bed().leasesRunOut()
    // What Medusa alone makes of it: an order that nobody pays for, and a customer who is told that all is well.
    const damaged = await readBooks(bed(), cartIds(purchases))
    expect(damaged.orders).toHaveLength(1)
    expect(damaged.payments).toEqual([])
    const { id } = damaged.orders[0] ?? { id: "" }
    expect(await shopper.complete()).toMatchObject({ type: "order", order: { id } })
    expect(await bed().told("order.placed")).not.toContain(id)

    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
    const { orders } = await trial.close(purchases)
    expect(orders.map((order) => order.id)).toEqual([id])
    const told = async () => (await bed().told("order.placed")).filter((each) => each === id)
    expect(await eventually(told, (ids) => ids.length > 0, "order.placed")).toEqual([id])
  }, 120_000)

  it.each(["pp_inbank_ee", "pp_system_default"])(
    "between order and payment heals too when the customer chooses %s again before anybody has looked (R63)",
    async (chosen) => {
      const trial = new Trial(bed(), `killed between order and payment, then ${chosen}`)
      const purchases = await bed().signed(1)
      const [{ shopper }] = purchases as [Purchase]
      const hanging = hang("GET /pos-sessions", "hang_before", uuidOf(purchases))
      const completion = shopper.complete().catch(() => "broken off")
      await bed().sandbox.faults.befallen(hanging)
      await bed().store.kill()
      expect(await completion).toBe("broken off")
      await bed().nobodyLooks(purchases)
      bed().sandbox.faults.clear()
      await bed().store.start()
      // Refused or not, Medusa may have dropped the payment session by now.
      await shopper.choose(chosen)

      await bed().leasesRunOut()
      await bed().aMinutePasses(purchases)
      await bed().store.sweep()
      const { payments } = await trial.close(purchases)
      expect(payments.filter(({ canceled_at }) => !canceled_at)).toHaveLength(1)
    },
    120_000,
  )

  it("between order and payment warns not to ship the order when Inbank cancels meanwhile, and says which (R63)", async () => {
    const trial = new Trial(bed(), "killed between order and payment, cancelled by Inbank")
    const purchases = await bed().signed(1)
    const [{ shopper, payment }] = purchases as [Purchase]
    const hanging = hang("GET /pos-sessions", "hang_before", payment.posSessionUuid)
    const completion = shopper.complete().catch(() => "broken off")
    await bed().sandbox.faults.befallen(hanging)
    await bed().store.kill()
    expect(await completion).toBe("broken off")
    const contract = bed().sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? ""
    await bed().sandbox.portal.cancel(contract)
    await restartAndSweep(purchases)
    const { orders } = await trial.close(purchases)
    const detail = `Order ${orders[0]?.id} has no payment.`
    expect(await readProblems(bed())).toContainEqual(expect.objectContaining({ kind: "do_not_ship", detail }))
  }, 120_000)

  it("between the approval at Inbank and its own write captures on the next look, and approves no second time (R62)", async () => {
    const trial = new Trial(bed(), "killed after the approval acted")
    const { purchases, orderId, contract } = await placed()
    const hanging = hang("POST /contracts/merchant-approval", "hang_after", contract().uuid)
    const capture = clickCapture(orderId)
    await bed().sandbox.faults.befallen(hanging)
    await bed().store.kill()
    expect(await capture).toBe("broken off")
    expect(contract()).toMatchObject({ status: "activated" })
    await bed().nobodyLooks(purchases)
    bed().sandbox.faults.clear()
    await bed().store.start()
    await expectCaptureStuck(orderId)

    await looksAgain(purchases)
    const { payments } = await trial.close(purchases)
    expect(payments[0]?.captured_at).toBeTruthy()
    expect(await captureRows(orderId)).toBe(1)
    const approvals = bed()
      .sandbox.journal()
      .filter(
        (entry) =>
          entry.route === "POST /contracts/merchant-approval" && entry.path.includes(contract().uuid),
      )
    expect(approvals).toHaveLength(1)
  }, 120_000)

  it("in the midst of a capture that Inbank never carried out leaves the button usable again (R62)", async () => {
    const trial = new Trial(bed(), "killed in mid-capture, not approved")
    const { purchases, orderId, contract } = await placed()
    bed().sandbox.faults.add({
      route: "POST /contracts/merchant-approval",
      kind: { type: "status", status: 500 },
    })
    const hanging = hang("GET /pos-sessions", "hang_before", uuidOf(purchases))
    const capture = clickCapture(orderId)
    await bed().sandbox.faults.befallen(hanging)
    await bed().store.kill()
    expect(await capture).toBe("broken off")
    expect(contract()).toMatchObject({ status: "signed" })
    await bed().nobodyLooks(purchases)
    bed().sandbox.faults.clear()
    await bed().store.start()
    await expectCaptureStuck(orderId)

    await looksAgain(purchases)
    expect(await captureRows(orderId)).toBe(0)
    const admin = await bed().admin()
    expect(await admin.capture(await admin.order(orderId))).toMatchObject({ status: 200 })
    const { payments } = await trial.close(purchases)
    expect(payments[0]?.captured_at).toBeTruthy()
    expect(contract()).toMatchObject({ status: "activated" })
  }, 120_000)

  it("with the callback lost and the customer gone places the order within one interval of the sweep (R26)", async () => {
    const trial = new Trial(bed(), "callback lost, customer gone: the real sweep")
    const purchases = await bed().signed(1)
    await bed().aMinutePasses(purchases)
    const began = Date.now()
    await eventually(
      () => ordersOf(purchases),
      (orders) => orders.length > 0,
      "the scheduled job",
      70_000,
    )
    process.stderr.write(`R26: order after ${((Date.now() - began) / 1000).toFixed(1)} s\n`)
    await trial.close(purchases)
  }, 120_000)

  /** One cart whose order waits for the merchant's approval. */
  async function placed() {
    const purchases = await bed().signed(1)
    const [{ callback, payment }] = purchases as [Purchase]
    await deliver(callback)
    const [order] = await eventually(
      () => ordersOf(purchases),
      (orders) => orders.length > 0,
      "the order",
    )
    const contract = () => {
      const uuid = bed().sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? ""
      const found = bed().sandbox.contract(uuid)
      if (!found) throw new Error("there is no contract")
      return found
    }
    return { purchases, orderId: order?.id ?? "", contract }
  }

  async function clickCapture(orderId: string): Promise<unknown> {
    const admin = await bed().admin()
    const order = await admin.order(orderId)
    return await admin.capture(order).catch(() => "broken off")
  }

  /** What Medusa alone makes of a capture that was cut short: nobody can capture any more. */
  async function expectCaptureStuck(orderId: string): Promise<void> {
    expect(await captureRows(orderId)).toBe(1)
    // The dead one held the button for itself; a minute and a half later it does not any more.
    await bed().leasesRunOut()
    const admin = await bed().admin()
    const order = await admin.order(orderId)
    expect(order).toMatchObject({ payment_status: "authorized" })
    expect(await admin.capture(order)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("You cannot capture more than the authorized amount") },
    })
  }

  /** Longer than any capture takes, then a look. */
  async function looksAgain(purchases: Purchase[]): Promise<void> {
    await bed().timePassesForTheDead()
    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
  }

  async function captureRows(orderId: string): Promise<number> {
    const rows: unknown[] = await bed()
      .knex("capture as c")
      .join("payment as p", "p.id", "c.payment_id")
      .join("order_payment_collection as l", "l.payment_collection_id", "p.payment_collection_id")
      .where("l.order_id", orderId)
      .whereNull("c.deleted_at")
      .select("c.id")
    return rows.length
  }
})
