import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import type { Shopper } from "../../test-kit/shopper"
import { readBooks } from "./support/books"
import { cartIds, deliver, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

/** Where minutes are to be filled, more of the same. */
const ROUNDS = process.env.FAULTS_MINUTES === undefined ? 1 : 5
const OF_A_ROUND = 10

describeFaults("A store that is killed", { stores: ["shared"] }, (bed) => {
  /** It runs again, and the next look at these carts has been taken: the dead process's leases keep nobody out. */
  async function restartAndSweep(purchases: Purchase[]): Promise<void> {
    bed().sandbox.faults.clear()
    await bed().store.start()
    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
  }
  /** By whose pass the orders came, as the audit log says. */
  async function placedBy(purchases: Purchase[]): Promise<string[]> {
    const sources: unknown[] = await bed()
      .knex("inbank_event as e")
      .join("inbank_session as s", "s.id", "e.session_id")
      .whereIn("s.cart_id", cartIds(purchases))
      .whereIn("e.action", ["complete_cart", "authorize_payment"])
      .pluck("e.source")
    return z.array(z.string()).parse(sources)
  }
  const ordersOf = async (purchases: Purchase[]) => (await readBooks(bed(), cartIds(purchases))).orders

  it("right after it answered callbacks places every order after its restart, and none twice (R60)", async () => {
    const trial = new Trial(bed(), "killed right after the callback's 200")
    const purchases: Purchase[] = []
    let roundsWithWorkUndone = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const ofRound = await bed().signed(OF_A_ROUND)
      purchases.push(...ofRound)
      const answers = await Promise.all(ofRound.map(async ({ callback }) => await deliver(callback)))
      await bed().store.kill()
      expect(new Set(answers)).toEqual(new Set([200]))
      if ((await ordersOf(ofRound)).length < ofRound.length) roundsWithWorkUndone += 1
      await restartAndSweep(ofRound)
    }
    expect(roundsWithWorkUndone).toBeGreaterThan(0)
    const { payments } = await trial.close(purchases)
    expect(payments).toHaveLength(ROUNDS * OF_A_ROUND)
  }, 400_000)

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

  it.each([
    ["at once", "broken off", async () => await bed().store.kill()],
    ["by SIGTERM, as for a deploy,", "pending", async () => await bed().store.stop()],
  ])(
    "%s with callbacks in hand places every order by itself once it runs again (R158)",
    async (how, pageIsTold, end) => {
      const trial = new Trial(bed(), `${how} with callbacks in hand, and started again`)
      const purchases = await bed().signed(5)
      const [undecided] = await bed().shoppers(1)
      if (!undecided) throw new Error("no shopper")
      const payment = await undecided.startInbank()
      const page = undecided.sessionStatus(payment, { wait: 25 }).then(
        ({ status }) => status,
        () => "broken off",
      )
      const answers = await Promise.all(purchases.map(async ({ callback }) => await deliver(callback)))
      expect(new Set(answers)).toEqual(new Set([200]))
      await end()
      expect(await page).toBe(pageIsTold)
      expect(bed().store.hasEnded).toBe(true)
      const left = purchases.length - (await ordersOf(purchases)).length

      bed().store.willSweep()
      await bed().store.start()
      const began = Date.now()
      await eventually(
        () => ordersOf(purchases),
        (orders) => orders.length === purchases.length,
        "the orders",
        40_000,
      )
      const seconds = ((Date.now() - began) / 1000).toFixed(1)
      process.stderr.write(
        `R158: ${how}: ${left} order(s) left, all ${seconds} s after the store ran again\n`,
      )
      await trial.close(purchases)
      if (left > 0) expect(await placedBy(purchases)).toContain("start")
    },
    180_000,
  )

  it("with callbacks lost places the order by itself: of a new session, or where the page waits, before a minute is over, of another soon after (R26)", async () => {
    bed().store.willSweep()
    await bed().store.stop()
    await bed().store.start()
    const trial = new Trial(bed(), "callback lost, real clock")
    const [older, waitedFor] = await Promise.all([begunTenMinutesAgo(), begunTenMinutesAgo()])
    const [fresh] = await bed().signed(1)
    if (!fresh) throw new Error("no purchase")
    const signed = await Promise.all([older, waitedFor].map(sign))
    const page = waitedFor.shopper.sessionStatus(waitedFor.payment, { wait: 25 })
    const order = async ({ shopper }: { shopper: Shopper }, seconds: number) => {
      const began = Date.now()
      await eventually(
        async () => (await readBooks(bed(), [shopper.cartId])).orders,
        (orders) => orders.length > 0,
        "the order",
        seconds * 1000,
      )
      return ((Date.now() - began) / 1000).toFixed(1)
    }
    const [ofNew, ofWaiting, ofOlder] = await Promise.all([
      order(fresh, 50),
      order(waitedFor, 50),
      order(older, 120),
    ])
    process.stderr.write(
      `R26: order after ${ofNew} s, ${ofWaiting} s where the page waits, ${ofOlder} s at worst\n`,
    )
    expect(await page).toMatchObject({ order_id: expect.stringContaining("order_") })
    await trial.close([fresh, ...signed])
  }, 240_000)

  /** The customer is still at e-POS, and the sweeper has looked just now. */
  async function begunTenMinutesAgo() {
    const [shopper] = await bed().shoppers(1)
    if (!shopper) throw new Error("no shopper")
    bed().sandbox.callbacks.pause()
    const payment = await shopper.startInbank()
    const row = bed().knex("inbank_session").where({ cart_id: shopper.cartId })
    await row.clone().update({ created_at: bed().knex.raw("created_at - interval '10 minutes'") })
    const secondsToNextLook = async () => {
      const [found] = z
        .array(z.object({ seconds: z.number() }))
        .parse(
          await row
            .clone()
            .select(bed().knex.raw("extract(epoch from next_check_at - now())::float as seconds")),
        )
      return found?.seconds ?? 0
    }
    await eventually(secondsToNextLook, (seconds) => seconds > 50, "the sweeper's look")
    return { shopper, payment }
  }

  async function sign(begun: Awaited<ReturnType<typeof begunTenMinutesAgo>>) {
    await bed().sandbox.customer.approve(begun.payment.posSessionUuid)
    return begun
  }
})
