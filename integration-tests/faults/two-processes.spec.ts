import { z } from "zod"
import { isAtRest } from "../support/rows"
import { eventually } from "../../test-kit/eventually"
import { readBooks } from "./support/books"
import { Buyer } from "./support/buyer"
import { cartIds, deliver, describeFaults, type Purchase, type TestBed } from "./support/test-bed"
import { Trial } from "./support/trial"
import type { Store } from "./support/store"

/** So many at once; where minutes are to be filled, more of the same. */
const MANY = process.env.FAULTS_MINUTES === undefined ? 6 : 20

/** In each part of a rolling restart. */
const BUYERS = process.env.FAULTS_MINUTES === undefined ? 3 : 13

/** Of ten, the process that is killed has ended these. */
const SOME = 3

const rowSchema = z.looseObject({ order_id: z.string().nullable(), next_check_at: z.date().nullable() })

const both = ({ stores }: TestBed): [Store, Store] => {
  const [one, other] = stores
  if (!one || !other) throw new Error("two processes are needed")
  return [one, other]
}

/** Each of these orders was told to subscribers once: mails are sent once, stock is taken once. */
async function expectToldOnce(bed: TestBed, orderIds: string[]): Promise<void> {
  const told = async () => (await bed.told("order.placed")).filter((id) => orderIds.includes(id))
  await eventually(told, (ids) => ids.length >= orderIds.length, "order.placed")
  expect((await told()).sort()).toEqual([...orderIds].sort())
}

/** Where Medusa keeps events, workflows and locks: each process in its own memory, or all of them in one Redis. */
const MEMORIES = [
  { memory: "with nothing else in common", redis: false },
  { memory: "and one Redis", redis: true },
]

describe("Two stores on one database", () => {
  for (const { memory, redis } of MEMORIES)
    describeFaults(memory, { stores: ["shared", "shared"], redis }, (bed) => {
      it("make one order of each of many carts whose callback and /complete hit both at once, and tell it once (R67)", async () => {
        const trial = new Trial(bed(), `two processes ${memory}: callback and /complete at once`)
        const [one, other] = both(bed())
        const purchases = await bed().signed(MANY, "pp_inbank_ee", one)
        // Both ways round: the callback at one and the shopper at the other, then the other way.
        await Promise.all(
          purchases.map(async ({ callback, shopper }, index) => {
            const [caller, shop] = index % 2 === 0 ? [one, other] : [other, one]
            const path = `/store/carts/${shopper.cartId}/complete`
            const [answer, completion] = await Promise.all([
              deliver(callback, caller),
              shopper.at(shop.url).request("POST", path, {}),
            ])
            expect(answer).toBe(200)
            expect(completion.status).toBe(200)
          }),
        )
        const { orders, payments } = await trial.close(purchases)
        expect(payments).toHaveLength(MANY)
        await expectToldOnce(
          bed(),
          orders.map(({ id }) => id),
        )
      }, 240_000)

      it("sweep the same due sessions at once and approve each contract once (R67)", async () => {
        const trial = new Trial(bed(), `two processes ${memory}: both sweep the same sessions at once`)
        const purchases = await bed().signed(MANY, "pp_inbank_order")
        await bed().aMinutePasses(purchases)
        await Promise.all(bed().stores.map(async (store) => await store.sweep()))
        const { orders, payments } = await trial.close(purchases)
        expect(payments.filter(({ captured_at }) => captured_at)).toHaveLength(MANY)
        expect(await approvalsPerContract(purchases)).toEqual(purchases.map(() => 1))
        await expectToldOnce(
          bed(),
          orders.map(({ id }) => id),
        )
      }, 240_000)

      it("let the one take over from the other that stalls, whose late answer then changes nothing (R67)", async () => {
        const trial = new Trial(bed(), `two processes ${memory}: a stalled one is overtaken`)
        const [stalled, quick] = both(bed())
        const purchases = await bed().signed(1)
        const [{ callback, payment }] = purchases as [Purchase]
        const { sandbox } = bed()
        const hanging = sandbox.faults.add({
          route: "GET /pos-sessions",
          uuid: payment.posSessionUuid,
          kind: { type: "hang_after" },
        }).id
        expect(await deliver(callback, stalled)).toBe(200)
        await sandbox.faults.befallen(hanging)
        // The lease of the stalled one runs out; the other places the order, and books it when the portal has approved it.
        await bed().leasesRunOut()
        expect(await deliver(callback, quick)).toBe(200)
        await rowBecomes(purchases, ({ order_id }) => order_id !== null)
        await sandbox.portal.approve(sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? "")
        const approved = sandbox
          .state()
          .callbacks.findLast(({ sessionUuid }) => sessionUuid === payment.posSessionUuid)
        if (!approved) throw new Error("the sandbox signed no callback")
        expect(await deliver(approved, quick)).toBe(200)
        const before = await rowBecomes(purchases, isAtRest)
        expect(before).toMatchObject({ session_status: "completed", contract_status: "activated" })

        sandbox.faults.release(hanging)
        await stalledHasGivenUp(stalled)
        // The quick one's own event may have it looked at once more; what it says stays, and that nobody has to come back.
        const after = await rowOf(purchases)
        const times = { updated_at: null, next_check_at: null }
        expect({ ...after, ...times }).toEqual({ ...before, ...times })
        expect(isAtRest(after)).toBe(true)
        const { payments } = await trial.close(purchases)
        expect(payments[0]?.captured_at).toBeTruthy()
      }, 120_000)

      it("place no order where the one wakes up in the midst of its completion while the other is at the cart (R157)", async () => {
        const trial = new Trial(bed(), `two processes ${memory}: one is frozen in a completion`)
        const [frozen, other] = both(bed())
        const purchases = await bed().signed(1)
        const [{ callback, payment, shopper }] = purchases as [Purchase]
        const { sandbox } = bed()
        const hang = () => {
          const kind = { type: "hang_after" } as const
          return sandbox.faults.add({ route: "GET /pos-sessions", uuid: payment.posSessionUuid, kind }).id
        }
        const inCompletion = hang()
        const path = `/store/carts/${shopper.cartId}/complete`
        const completion = shopper.at(frozen.url).request("POST", path, {})
        await sandbox.faults.befallen(inCompletion)
        frozen.freeze()
        await bed().leasesRunOut()
        const inLook = hang()
        expect(await deliver(callback, other)).toBe(200)
        await sandbox.faults.befallen(inLook)

        sandbox.faults.release(inCompletion)
        frozen.goOn()
        expect(await completion).toMatchObject({
          body: { type: "cart", error: { type: "payment_requires_more_error" } },
        })
        sandbox.faults.release(inLook)
        const paymentsNow = async () => {
          await bed().aMinutePasses(purchases)
          await other.sweep()
          return (await readBooks(bed(), cartIds(purchases))).payments
        }
        await eventually(paymentsNow, ({ length }) => length > 0, "the order")
        const { orders, payments } = await trial.close(purchases)
        expect(payments).toHaveLength(1)
        await expectToldOnce(
          bed(),
          orders.map(({ id }) => id),
        )
      }, 120_000)

      it("make one order of fifty equal callbacks that reach both at once (R21)", async () => {
        const trial = new Trial(bed(), `two processes ${memory}: 50 equal callbacks at once`)
        const [one, other] = both(bed())
        const purchases = await bed().signed(1)
        const [{ callback }] = purchases as [Purchase]
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_each, index) => deliver(callback, index % 2 === 0 ? one : other)),
        )
        expect(new Set(answers)).toEqual(new Set([200]))
        const { payments, orders } = await trial.close(purchases, 1, 50)
        expect(payments).toHaveLength(1)
        await expectToldOnce(
          bed(),
          orders.map(({ id }) => id),
        )
      }, 120_000)

      it("end what the one had in hand when it was killed, by the other's next look (R61)", async () => {
        const trial = new Trial(
          bed(),
          `two processes ${memory}: one is killed while settling, the other ends it`,
        )
        const [killed, other] = both(bed())
        const purchases = await bed().signed(10, "pp_inbank_order", other)
        const { sandbox } = bed()
        const [ended, inHand] = [purchases.slice(0, SOME), purchases.slice(SOME)]
        for (const { callback } of ended) expect(await deliver(callback, killed)).toBe(200)
        // A completion that died would keep Medusa's lock on its cart in Redis for two minutes more.
        await eventually(
          async () => (await readBooks(bed(), cartIds(ended))).payments,
          (payments) => payments.filter(({ captured_at }) => captured_at).length === SOME,
          "the first ones to end",
        )
        const hanging = sandbox.faults.add({
          route: "GET /pos-sessions",
          times: null,
          kind: { type: "hang_before" },
        }).id
        for (const { callback } of inHand) expect(await deliver(callback, killed)).toBe(200)
        await sandbox.faults.befallen(hanging)
        await killed.kill()
        sandbox.faults.clear()
        await bed().timePassesForTheDead()
        await bed().aMinutePasses(purchases)
        await other.sweep()
        const { payments } = await trial.close(purchases)
        expect(payments.filter(({ captured_at }) => captured_at)).toHaveLength(10)
        expect(await approvalsPerContract(purchases)).toEqual(purchases.map(() => 1))
      }, 180_000)

      if (redis)
        it("serve every customer while they are restarted one after the other, as for a deploy (R160)", async () => {
          const trial = new Trial(bed(), `two processes ${memory}: a rolling restart among customers`)
          const [one, other] = both(bed())
          const buyers: Buyer[] = []
          const buyDuring = async (restart: Promise<void>) => {
            const shoppers = await bed().shoppers(BUYERS, one.hasEnded ? other : one)
            const wave = shoppers.map((shopper) => new Buyer(shopper, bed()))
            buyers.push(...wave)
            await Promise.all([restart, ...wave.map(async (buyer) => await buyer.buy())])
          }
          for (const store of both(bed())) {
            store.willSweep()
            await buyDuring(store.stop())
            await buyDuring(store.start())
          }
          const waits = buyers.map(({ secondsWaited }) => secondsWaited)
          process.stderr.write(
            `R160: ${buyers.length} customers in a rolling restart, the longest waited ${Math.max(...waits).toFixed(1)} s\n`,
          )
          const { orders, payments } = await trial.close(buyers)
          expect(payments).toHaveLength(buyers.length)
          await expectToldOnce(
            bed(),
            orders.map(({ id }) => id),
          )
        }, 240_000)

      async function approvalsPerContract(purchases: Purchase[]): Promise<number[]> {
        const approvals = bed()
          .sandbox.journal()
          .filter(({ route }) => route === "POST /contracts/merchant-approval")
        return purchases.map(({ payment }) => {
          const uuid = bed().sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? "none"
          return approvals.filter(({ path }) => path.includes(uuid)).length
        })
      }

      async function rowOf(purchases: Purchase[]): Promise<z.output<typeof rowSchema>> {
        const row: unknown = await bed().knex("inbank_session").whereIn("cart_id", cartIds(purchases)).first()
        return rowSchema.parse(row)
      }

      async function rowBecomes(purchases: Purchase[], isSo: (row: z.output<typeof rowSchema>) => boolean) {
        return await eventually(() => rowOf(purchases), isSo, "the row to follow")
      }

      /** It says so in its log: its lease is somebody else's by now. */
      async function stalledHasGivenUp(store: Store): Promise<void> {
        await eventually(
          async () => await store.log(),
          (log) => log.includes("the lease ran out"),
          "the stalled process to notice",
        )
      }
    })
})

const serverAndWorker = { stores: ["server", "worker"], sweeps: true } as const

describeFaults("A server and a worker on one database", serverAndWorker, (bed) => {
  it("make one order of each of many carts whose callback and /complete reach the server while the worker sweeps (R67)", async () => {
    const trial = new Trial(bed(), "server and worker: callback, /complete, sweep")
    const purchases = await bed().signed(MANY)
    await bed().aMinutePasses(purchases)
    await Promise.all(
      purchases.map(async ({ callback, shopper }) => {
        const [answer, completion] = await Promise.all([
          deliver(callback),
          shopper.request("POST", `/store/carts/${shopper.cartId}/complete`, {}),
        ])
        expect(answer).toBe(200)
        expect(completion.status).toBe(200)
      }),
    )
    const { orders, payments } = await trial.close(purchases)
    expect(payments).toHaveLength(MANY)
    await expectToldOnce(
      bed(),
      orders.map(({ id }) => id),
    )
  }, 240_000)
})
