import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import { Cleanup } from "../../../demo/support/cleanup"
import { freePort } from "../../../demo/support/postgres"
import { Shopper, type StartedPayment } from "../../../demo/support/shopper"
import { startSandbox, type Sandbox, type SandboxCallback } from "../../../src/sandbox"
import { Admin } from "../../support/admin"
import { aMinutePasses } from "../../support/time"
import { PostgresProcess } from "./postgres-process"
import { Store, type StoreOptions } from "./store"
import { DATABASE, MERCHANT, theTemplate } from "./template"

/** A cart whose customer has signed, and the callback that tells of it and was not sent. */
export interface Purchase {
  shopper: Shopper
  payment: StartedPayment
  callback: SandboxCallback
  /** Where e-POS sends the customer's browser. */
  returnAddress: string
}

/** Carts are filled at most so many at a time. */
const AT_ONCE = 5

/** Stores as child processes on one real database, and the sandbox for Inbank in the test's own process. */
export class TestBed {
  private shoppers = 0

  private constructor(
    readonly sandbox: Sandbox,
    readonly database: PostgresProcess,
    /** For what no route shows, and for making time pass. */
    readonly knex: Knex,
    readonly stores: readonly Store[],
    private readonly events: string,
    private readonly cleanup: Cleanup,
  ) {}

  static async start(modes: readonly StoreOptions["mode"][], postgresFlags: string[] = []): Promise<TestBed> {
    const cleanup = new Cleanup()
    try {
      const directory = await mkdtemp(join(tmpdir(), "inbank-faults-"))
      cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
      const sandbox = await startSandbox()
      cleanup.later(async () => await sandbox.close())
      const database = await PostgresProcess.start({ copyOf: theTemplate().cluster, flags: postgresFlags })
      cleanup.later(async () => await database.stop())
      const connection = { connectionString: database.url(DATABASE), ssl: false }
      const pool = knex({ client: "pg", connection, pool: { min: 0, max: 5 } })
      cleanup.later(async () => await pool.destroy())
      const events = join(directory, "events.jsonl")
      const stores: Store[] = []
      for (const [index, mode] of modes.entries()) {
        const store = new Store({
          port: await freePort(),
          databaseUrl: database.url(DATABASE),
          inbankUrl: sandbox.url,
          mode,
          log: join(directory, `store-${index + 1}.log`),
          events,
          cleanup,
        })
        stores.push(store)
      }
      const bed = new TestBed(sandbox, database, pool, stores, events, cleanup)
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

  /** Starts every store that has ended. */
  async everybodyRuns(): Promise<void> {
    await Promise.all(this.stores.filter((store) => store.hasEnded).map(async (store) => await store.start()))
  }

  shopper(store = this.store): Shopper {
    this.shoppers += 1
    return new Shopper(store.url, theTemplate().seeded, `shopper-${this.shoppers}@example.com`)
  }

  async admin(store = this.store): Promise<Admin> {
    return await Admin.login(store.url, MERCHANT.email, MERCHANT.password)
  }

  /** Carts paid up to the customer's signature; nobody has told the store. */
  async signed(count: number, providerId = "pp_inbank_ee", store = this.store): Promise<Purchase[]> {
    this.sandbox.callbacks.pause()
    const purchases: Purchase[] = []
    const fill = async () => {
      while (purchases.length < count) {
        const place = purchases.length
        // Held at once, so that no two fill the same place.
        purchases.length += 1
        purchases[place] = await this.sign(providerId, store)
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, fill))
    return purchases
  }

  private async sign(providerId: string, store: Store): Promise<Purchase> {
    const shopper = this.shopper(store)
    await shopper.fillCart()
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

  /** The leases that a dead process holds run out. */
  async leasesRunOut(): Promise<void> {
    await this.knex("inbank_lease").update({ until: this.knex.raw("now() - interval '1 second'") })
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
  { stores, postgresFlags }: { stores: readonly StoreOptions["mode"][]; postgresFlags?: string[] },
  suite: (bed: () => TestBed) => void,
): void {
  describe(title, () => {
    let bed: TestBed | undefined

    beforeAll(async () => {
      bed = await TestBed.start(stores, postgresFlags)
    })
    beforeEach(async () => await bed?.everybodyRuns())
    afterEach(async () => await bed?.forget())
    afterAll(async () => await bed?.close())

    suite(() => {
      if (!bed) throw new Error("the test bed has not started")
      return bed
    })
  })
}
