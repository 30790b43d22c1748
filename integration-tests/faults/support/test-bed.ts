import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import { Cleanup } from "../../../test-kit/cleanup"
import { freePort } from "../../../test-kit/free-port"
import { Shopper, type StartedPayment } from "../../../test-kit/shopper"
import { startSandbox, type Sandbox, type SandboxCallback } from "../../../src/sandbox"
import { copyCart, fillCart, type FilledCart } from "../../support/filled-carts"
import { Admin } from "../../support/admin"
import { hasRedis, RedisServer } from "../../../test-kit/redis"
import { aMinutePasses } from "../../support/time"
import { PostgresProcess } from "./postgres-process"
import { Store, type StoreOptions } from "./store"
import { DATABASE, MERCHANT, theTemplate } from "../../support/shop-template"

/** A cart whose customer has signed, and the callback that tells of it and was not sent. */
export interface Purchase {
  shopper: Shopper
  payment: StartedPayment
  callback: SandboxCallback
  /** Where e-POS sends the customer's browser. */
  returnAddress: string
}

export interface TestBedOptions {
  /** The worker mode of each. */
  stores: readonly StoreOptions["mode"][]
  /** The stores' own sweepers run. */
  sweeps?: boolean
  postgresFlags?: string[]
  /** They share Medusa's events, workflows and locks by a Redis, rather than keeping each its own in memory. */
  redis?: boolean
  /** What the stores are told besides, by environment variables. */
  settings?: Record<string, string>
}

export interface SuiteOptions extends TestBedOptions {
  /** When nothing is left to do any more of what a test has made: after each one, unless its suite says when. */
  forgets?: "after each test" | "when told"
}

/** Payments are started at most so many at a time. */
const AT_ONCE = 5

/** Stores as child processes on one real database, and the sandbox for Inbank in the test's own process. */
export class TestBed {
  private filledCart: FilledCart | undefined

  private constructor(
    readonly sandbox: Sandbox,
    readonly database: PostgresProcess,
    /** For what no route shows, and for making time pass. */
    readonly knex: Knex,
    readonly stores: readonly Store[],
    private readonly events: string,
    private readonly cleanup: Cleanup,
    private readonly redisServer: RedisServer | undefined,
  ) {}

  static async start({
    stores: modes,
    redis,
    sweeps,
    postgresFlags,
    settings,
  }: TestBedOptions): Promise<TestBed> {
    const cleanup = new Cleanup()
    try {
      const directory = await mkdtemp(join(tmpdir(), "inbank-faults-"))
      cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
      const sandbox = await startSandbox()
      cleanup.later(async () => await sandbox.close())
      const database = await PostgresProcess.start({ copyOf: theTemplate().cluster, flags: postgresFlags })
      cleanup.later(async () => await database.stop())
      const connection = { connectionString: database.url(DATABASE), ssl: false }
      // Its own complaints about a database that we stop ourselves are no news.
      const log = { error: () => undefined, warn: () => undefined }
      const pool = knex({ client: "pg", connection, pool: { min: 0, max: 5 }, log })
      cleanup.later(async () => await pool.destroy())
      const redisServer = redis ? await RedisServer.start() : undefined
      cleanup.later(async () => await redisServer?.stop())
      const events = join(directory, "events.jsonl")
      const stores: Store[] = []
      for (const [index, mode] of modes.entries()) {
        const store = new Store({
          port: await freePort(),
          databaseUrl: database.url(DATABASE),
          inbankUrl: sandbox.url,
          redisUrl: redisServer?.url,
          mode,
          sweeps,
          settings,
          log: join(directory, `store-${index + 1}.log`),
          events,
          cleanup,
        })
        stores.push(store)
      }
      const bed = new TestBed(sandbox, database, pool, stores, events, cleanup, redisServer)
      await bed.everybodyRuns()
      return bed
    } catch (error) {
      await cleanup.run()
      throw error
    }
  }

  get store(): Store {
    const [first] = this.stores
    if (!first) throw new Error("this test bed has no store")
    return first
  }

  get redis(): RedisServer {
    if (!this.redisServer) throw new Error("this test bed has no Redis")
    return this.redisServer
  }

  /** Starts every store that has ended. */
  async everybodyRuns(): Promise<void> {
    await Promise.all(this.stores.filter((store) => store.hasEnded).map(async (store) => await store.start()))
  }

  /** People with a cart that could be ordered. The first is filled over HTTP, the others are copies of it. */
  async shoppers(count: number, store = this.store): Promise<Shopper[]> {
    const { seeded } = theTemplate()
    this.filledCart ??= await fillCart(new Shopper(store.url, seeded))
    const carts = await copyCart(this.knex, this.filledCart, count)
    return carts.map((cart) => new Shopper(store.url, seeded, cart))
  }

  async admin(store = this.store): Promise<Admin> {
    return await Admin.login(store.url, MERCHANT.email, MERCHANT.password)
  }

  /** Carts paid up to the customer's signature; nobody has told the store. */
  async signed(count: number, providerId = "pp_inbank_ee", store = this.store): Promise<Purchase[]> {
    this.sandbox.callbacks.pause()
    const purchases: Purchase[] = []
    const waiting = await this.shoppers(count, store)
    const payAndSign = async () => {
      for (let shopper = waiting.pop(); shopper; shopper = waiting.pop()) {
        purchases.push(await this.sign(shopper, providerId))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, payAndSign))
    return purchases
  }

  private async sign(shopper: Shopper, providerId: string): Promise<Purchase> {
    const payment = await shopper.startInbank(providerId)
    const { redirect } = await this.sandbox.customer.approve(payment.posSessionUuid)
    const callback = this.sandbox
      .state()
      .callbacks.find(({ sessionUuid }) => sessionUuid === payment.posSessionUuid)
    if (!callback) throw new Error("the sandbox signed no callback")
    return { shopper, payment, callback, returnAddress: redirect }
  }

  /** A minute passes for these carts; what they wait for is due. */
  async aMinutePasses(purchases: readonly { shopper: Shopper }[]): Promise<void> {
    await aMinutePasses(this.knex, cartIds(purchases))
  }

  /** Until a minute passes, nobody looks at these carts by himself. */
  async nobodyLooks(purchases: readonly { shopper: Shopper }[]): Promise<void> {
    await this.knex("inbank_session")
      .whereIn("cart_id", cartIds(purchases))
      .update({ next_check_at: this.knex.raw("now() + interval '1 hour'") })
  }

  /** Who is dead ran on another machine: here nobody can see that it is, and its leases last until `leasesRunOut`. */
  async theDeadRanElsewhere(): Promise<void> {
    // A busy machine may take longer to start a store than they have left.
    const until = this.knex.raw("now() + interval '1 hour'")
    await this.knex("inbank_lease").update({ holder: "another-machine 1 1", until })
  }

  /** The leases that a dead process holds run out. */
  async leasesRunOut(): Promise<void> {
    await this.knex("inbank_lease").update({ until: this.knex.raw("now() - interval '1 second'") })
  }

  /** Long enough that whatever the dead had in hand counts as left: their leases, what Medusa had half written. */
  async timePassesForTheDead(): Promise<void> {
    await this.leasesRunOut()
    for (const table of ["capture", "refund", "order", "order_change"])
      await this.knex(table).update({ created_at: this.knex.raw("created_at - interval '10 minutes'") })
  }

  /** The ids that subscribers were told of, as often as they were. */
  async told(event: string): Promise<string[]> {
    const text = await readFile(this.events, "utf8").catch(() => "")
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { name: string; id: string })
      .filter(({ name }) => name === event)
      .map(({ id }) => id)
  }

  /** Requests that reached Inbank so far. */
  upstreamCalls(): number {
    return Object.values(this.sandbox.upstreamCounts()).reduce((sum, count) => sum + count, 0)
  }

  /** Between two tests: nothing is left to do of what the earlier one made. */
  async forget(): Promise<void> {
    this.sandbox.callbacks.resume()
    await this.sandbox.idle()
    await this.knex("inbank_session").update({ next_check_at: null })
    await this.knex("inbank_problem").delete()
  }

  async close(): Promise<void> {
    await this.cleanup.run()
  }
}

/** Sends a callback as the sandbox would have; to another process of the same shop where one is named. */
export async function deliver({ url, fields }: SandboxCallback, store?: Store): Promise<number> {
  const address = store ? new URL(new URL(url).pathname, store.url) : url
  const response = await fetch(address, { method: "POST", body: new URLSearchParams({ ...fields }) })
  await response.body?.cancel()
  return response.status
}

export function cartIds(purchases: readonly { shopper: Shopper }[]): string[] {
  return purchases.map(({ shopper }) => shopper.cartId)
}

/** A suite on a test bed of its own. Each test finds every store running. */
export function describeFaults(
  title: string,
  { forgets = "after each test", ...options }: SuiteOptions,
  suite: (bed: () => TestBed) => void,
): void {
  const tell = options.redis && !hasRedis() ? describe.skip : describe
  tell(title, () => {
    let bed: TestBed | undefined

    beforeAll(async () => {
      bed = await TestBed.start(options)
    })
    beforeEach(async () => await bed?.everybodyRuns())
    if (forgets === "after each test") afterEach(async () => await bed?.forget())
    afterAll(async () => await bed?.close())

    suite(() => {
      if (!bed) throw new Error("the test bed has not started")
      return bed
    })
  })
}
