import { eventually } from "../../test-kit/eventually"
import { readBooks } from "./support/books"
import { cartIds, deliver, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

/** A completion that died with its process holds Medusa's lock on its cart for up to two minutes more. */
const PATIENCE_MS = 200_000

/** Medusa's workflows and locks live in Redis: without it no order can be placed, and none must be lost. */
const sweeping = { stores: ["shared"], redis: true, sweeps: true } as const

describeFaults("A store whose Redis is killed", sweeping, (bed) => {
  /** Half of the callbacks come before Redis dies, and their looks are under way then; the others come while it is away. */
  async function redisDiesWhileItSettles(purchases: Purchase[]): Promise<void> {
    const { sandbox, redis } = bed()
    const hanging = sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "hang_after" },
    }).id
    const half = purchases.length / 2
    for (const { callback } of purchases.slice(0, half)) expect(await deliver(callback)).toBe(200)
    await sandbox.faults.befallen(hanging)
    await redis.kill()
    sandbox.faults.clear()
    for (const { callback } of purchases.slice(half)) expect(await deliver(callback)).toBe(200)
  }

  /** By the sweeper alone: no notification comes any more. */
  async function sweptToTheEnd(purchases: Purchase[]): Promise<void> {
    await bed().timePassesForTheDead()
    await eventually(
      async () => {
        await bed().aMinutePasses(purchases)
        return await readBooks(bed(), cartIds(purchases))
      },
      ({ orders, wrong }) => orders.length === purchases.length && wrong.length === 0,
      "the sweeper",
      PATIENCE_MS,
    )
  }

  it("takes callbacks all the same, and once Redis is back the sweep places every order, none twice (R70)", async () => {
    const trial = new Trial(bed(), "Redis killed while a store settles, and back")
    const purchases = await bed().signed(10)
    await redisDiesWhileItSettles(purchases)
    await bed().redis.resume()
    await sweptToTheEnd(purchases)
    await trial.close(purchases)
  }, 300_000)

  it("loses no order to a Redis that comes back empty, though Medusa's scheduled jobs were in there: the sweeper needs none (R70)", async () => {
    const trial = new Trial(bed(), "Redis killed while a store settles, and back empty")
    const purchases = await bed().signed(10)
    await redisDiesWhileItSettles(purchases)
    await bed().redis.resumeEmpty()
    await sweptToTheEnd(purchases)
    await trial.close(purchases)
  }, 300_000)
})
