import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { readBooks } from "./support/books"
import { cartIds, deliver, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

/** Counts every statement that the server carries out. */
const postgresFlags = ["-c", "shared_preload_libraries=pg_stat_statements"]

const COPIES = 50

describeFaults("A callback", { stores: ["shared"], postgresFlags }, (bed) => {
  const [isThere, isCounted] = [(count: number) => count > 0, z.object({ calls: z.coerce.number() })]

  it("that comes fifty times at once makes one order with at most two looks, and each copy costs no more than being enqueued (R21)", async () => {
    await bed().knex.raw("create extension if not exists pg_stat_statements")
    const warm = await bed().signed(1)
    await statementsOf(warm, 1)
    const single = await bed().signed(1)
    const one = await statementsOf(single, 1)

    const trial = new Trial(bed(), `${COPIES} equal callbacks at once`)
    const purchases = await bed().signed(1)
    const many = await statementsOf(purchases, COPIES)
    const { payments } = await trial.close(purchases, 1, COPIES)
    expect(payments).toHaveLength(1)

    const looks = looksAt(purchases)
    const told = ({ enqueues, waits, rest }: Statements) =>
      `${enqueues} to enqueue, ${waits} for the lease, ${rest} else`
    process.stderr.write(
      `R21: ${looks} look(s); statements of one callback: ${told(one)}; of ${COPIES} at once: ${told(many)}, ` +
        `${(many.rest / one.rest).toFixed(2)} times\n`,
    )
    expect(looks).toBeLessThanOrEqual(2)
    // Three each, one of them a write that tells it; a look clears problems too.
    expect(many.enqueues).toBeLessThanOrEqual(3 * COPIES + 2 * one.enqueues)
    expect(many.reconciles).toBeLessThanOrEqual(one.reconciles + 1)
    expect(many.rest / one.rest).toBeLessThanOrEqual(1.3)
  }, 180_000)

  it("places the order of a customer who is gone by itself, before any sweep comes to it", async () => {
    const trial = new Trial(bed(), "callback to order, customer gone")
    const purchases = await bed().signed(3)
    await bed().nobodyLooks(purchases)
    for (const purchase of purchases) {
      expect(await deliver(purchase.callback)).toBe(200)
      await eventually(() => paymentsOf(purchase), isThere, "the order")
    }
    const whoPlacedThem = async () => {
      const rows: unknown = await bed()
        .knex("inbank_event as e")
        .join("inbank_session as s", "s.id", "e.session_id")
        .whereIn("s.cart_id", cartIds(purchases))
        .where("e.action", "complete_cart")
        .pluck("e.source")
      return z.array(z.string()).parse(rows)
    }
    // Written down once the order stands.
    const placed = await eventually(
      whoPlacedThem,
      ({ length }) => length >= purchases.length,
      "the audit log",
    )
    expect(placed).toEqual(purchases.map(() => "callback"))
    await trial.close(purchases)
  }, 120_000)

  const paymentsOf = async (purchase: Purchase) =>
    (await readBooks(bed(), cartIds([purchase]))).payments.length

  function looksAt(purchases: Purchase[]): number {
    return bed()
      .sandbox.journal()
      .filter(
        ({ route, path }) =>
          route === "GET /pos-sessions" &&
          purchases.some(({ payment }) => path.includes(payment.posSessionUuid)),
      ).length
  }

  /**
   * Statements that the store had carried out, from the first callback until it is quiet again. The real scheduled job
   * runs at full minutes: this is measured between two of them, and none takes the purchase up while one is awaited.
   */
  async function statementsOf(purchases: Purchase[], copies: number): Promise<Statements> {
    const [purchase] = purchases
    if (!purchase) throw new Error("no purchase")
    await bed().nobodyLooks(purchases)
    const inTime = async () => new Date().getSeconds()
    await eventually(inTime, (second) => second >= 2 && second < 35, "a minute to begin", 60_000)
    await bed().knex.raw("select pg_stat_statements_reset()")
    const answers = await Promise.all(Array.from({ length: copies }, () => deliver(purchase.callback)))
    expect(new Set(answers)).toEqual(new Set([200]))
    // A busy machine may be quiet for a while in the midst of it, and somebody may look who still sees no contract.
    await eventually(() => paymentsOf(purchase), isThere, "the order")
    const looks = async () => await countOf(FREED)
    await eventually(looks, (ended) => ended >= 2, "the callback's look, and that of the order's own event")
    await quiet()
    const [all, enqueues, waits] = [await countOf("true"), await countOf(ENQUEUE), await countOf(WAIT)]
    return { reconciles: await countOf(FREED), enqueues, waits, rest: all - enqueues - waits }
  }

  async function countOf(where: string): Promise<number> {
    const { rows } = await bed().knex.raw<{ rows: unknown[] }>(
      `select coalesce(sum(calls), 0) as calls from pg_stat_statements
       where query not like '%pg_stat_statements%' and ${where}`,
    )
    return isCounted.parse(rows[0]).calls
  }

  /** Nothing is carried out for a while any more. */
  async function quiet(): Promise<void> {
    let before = -1
    let since = Date.now()
    for (;;) {
      const calls = await countOf("true")
      if (calls !== before) [before, since] = [calls, Date.now()]
      if (Date.now() - since > 2_000) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
})

interface Statements {
  /** How often somebody was done with the cart: each callback's look, and the one that the order's own event causes. */
  reconciles: number
  /** Of the callbacks before their 200. */
  enqueues: number
  /** Tries to get the lease: the second look waits for the first, and longer on a slow machine. */
  waits: number
  rest: number
}

const FREED = `query like 'delete from "inbank_lease" where "id" = %'`
const WAIT = "query like 'insert into inbank_lease %'"
/** It finds its row by the token, makes it due with a line in the audit log, and takes it that callbacks arrive (again). */
const ENQUEUE = `(query like '%"token_hash" = %' or query like 'with enqueued as %' or query like 'update "inbank_problem" %')`
