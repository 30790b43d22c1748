import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import type { Seeded } from "../../demo/store/seed"
import { medusaServer, type MedusaServer } from "../../test-kit/medusa"
import { freePort } from "../../test-kit/free-port"
import { Shopper } from "../../test-kit/shopper"
import { copyCart, fillCart, type FilledCart } from "../../integration-tests/support/filled-carts"
import { ask, type Answered } from "./ask"
import type { Shot } from "./load"
import { MERCHANT, STORE, STORE_SETTINGS, type Shop } from "./shop"

const processSchema = z.object({
  queries: z.number(),
  bootMilliseconds: z.number(),
  bootProcessorMilliseconds: z.number(),
  heapUsed: z.number(),
  rss: z.number(),
})
/** What a store's process reports about itself. */
export type ProcessState = z.output<typeof processSchema>

const TOLD_LINES = 5

const paymentSchema = z.object({ id: z.string(), amount: z.coerce.number() })
export type BenchPayment = z.output<typeof paymentSchema>

/** Medusa as a process of its own, on a copy of the shop with the same name. */
export class BenchStore {
  private filledCart: FilledCart | undefined
  private token = ""

  private constructor(
    readonly url: string,
    private readonly seeded: Seeded,
    private readonly server: MedusaServer,
    /** For preparations and checks beside the measurements. */
    readonly knex: Knex,
    private readonly log: string,
  ) {}

  /** Settings: those by which one store differs from another (bench/store/medusa-config.js). */
  static async start(shop: Shop, name: string, settings: Record<string, string>): Promise<BenchStore> {
    const { postgres, seeded, directory, cleanup } = shop
    const databaseUrl = postgres.url(name)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const env = { ...STORE_SETTINGS, ...settings, DATABASE_URL: databaseUrl, BACKEND_URL: url }
    const log = join(directory, `${name}.log`)
    const args = ["start", "-H", "127.0.0.1", "-p", String(port)]
    const server = await medusaServer({ args, cwd: STORE, env, log, cleanup }, url)
    const database = knex({ client: "pg", connection: databaseUrl, pool: { min: 0, max: 3 } })
    cleanup.later(async () => await database.destroy())
    return new BenchStore(url, seeded, server, database, log)
  }

  async stop(): Promise<void> {
    await this.server.stop()
    await this.knex.destroy()
  }

  /** A request of the storefront. */
  async shop(
    method: "GET" | "POST",
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answered> {
    const all = { ...this.publishable(), ...headers }
    return await this.succeeded(await ask(this.url + path, { method, headers: all, body }))
  }

  /** The same request, to be sent many times. */
  storefrontGet(path: string): Shot {
    return { url: this.url + path, method: "GET", headers: this.publishable() }
  }

  /** The methods that a cart may be paid with. */
  async methodsFor(cart: FilledCart): Promise<Answered> {
    const path = `/store/payment-providers?region_id=${this.seeded.regionId}`
    return await this.shop("GET", path, undefined, { "x-cart-id": cart.id })
  }

  /** A request of the merchant. */
  async admin(method: "GET" | "POST", path: string, body?: object): Promise<Answered> {
    if (this.token === "") this.token = await this.login()
    const headers = { authorization: `Bearer ${this.token}` }
    return await this.succeeded(await ask(this.url + path, { method, headers, body }))
  }

  /** Carts that could be ordered. The first is filled over HTTP, the others are copies of it. */
  async carts(count: number): Promise<FilledCart[]> {
    this.filledCart ??= await fillCart(new Shopper(this.url, this.seeded))
    return await copyCart(this.knex, this.filledCart, count)
  }

  /** The payment that a cart's order was placed with. */
  async paymentOf(cart: FilledCart): Promise<BenchPayment | undefined> {
    const rows: unknown = await this.knex("payment as p")
      .join("order_payment_collection as link", "link.payment_collection_id", "p.payment_collection_id")
      .where("p.payment_collection_id", cart.collectionId)
      .whereNull("p.canceled_at")
      .whereNull("p.deleted_at")
      .whereNull("link.deleted_at")
      .select("p.id", "p.amount")
    return z.array(paymentSchema).parse(rows)[0]
  }

  /** How many orders were made of a cart. */
  async ordersOf(cart: FilledCart): Promise<number> {
    const rows = await this.knex("order_cart as link")
      .join("order as o", "o.id", "link.order_id")
      .where("link.cart_id", cart.id)
      .whereNull("link.deleted_at")
      .whereNull("o.deleted_at")
      .select("o.id")
    return rows.length
  }

  /** Resolves when nothing was running for this long. */
  async rest(quietMilliseconds: number): Promise<ProcessState> {
    const { body } = await ask(`${this.url}/_bench/rest?quiet=${quietMilliseconds}`, { method: "GET" })
    return processSchema.parse(body)
  }

  /** After garbage collection. */
  async process(): Promise<ProcessState> {
    return processSchema.parse((await ask(`${this.url}/_bench/process`, { method: "GET" })).body)
  }

  private publishable(): Record<string, string> {
    return { "x-publishable-api-key": this.seeded.publishableKey }
  }

  private async login(): Promise<string> {
    const { body } = await ask(`${this.url}/auth/user/emailpass`, { method: "POST", body: MERCHANT })
    return z.object({ token: z.string() }).parse(body).token
  }

  /** @throws when the store did not do what it was asked: a refusal is quick, and would be measured as a success. */
  private async succeeded(answered: Answered): Promise<Answered> {
    const { status, body } = answered
    if (status < 400) return answered
    const log = (await readFile(this.log, "utf8")).trimEnd().split("\n").slice(-TOLD_LINES)
    throw new Error(`${this.url}: HTTP ${status}: ${JSON.stringify(body)}\nIts log ends:\n${log.join("\n")}`)
  }
}
