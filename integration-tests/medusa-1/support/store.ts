import { execFile, fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { promisify } from "node:util"
import { z } from "zod"
import { knex } from "@medusajs/framework/mikro-orm/knex"
import { eventually } from "../../../test-kit/eventually"
import { freePort } from "../../../test-kit/free-port"
import { demoShop } from "../../../src/sandbox"
import { recordBoot } from "../../support/boots"
import { databaseUrl, tarballOfThisRun } from "../../package/this-run"

export const DIRECTORY = join(__dirname, "../store")
const DATABASE = "medusa_1"

export const MERCHANT = { email: "merchant@example.com", password: "supersecret" }

/**
 * A Medusa 1.20 store, installed with the packed plugin. It runs in a process of its own, though it could in jest's: it
 * looks for its plugins in the folder that it was started from, goes on asking its database after it was closed, and is
 * to be killed in the middle of its work.
 */
export class Store {
  private child: ChildProcess | undefined
  private log = ""
  private readonly knex = knex({ client: "pg", connection: databaseUrl(DATABASE) })

  private constructor(
    readonly url: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** With Medusa's pins as a merchant has them, our tarball, and an empty database. */
  static async install(sandboxUrl: string): Promise<Store> {
    await promisify(execFile)("node", [join(__dirname, "../install.mjs"), tarballOfThisRun()])
    const server = knex({ client: "pg", connection: databaseUrl("postgres") })
    await server.raw("create database ??", DATABASE)
    await server.destroy()
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    return new Store(url, {
      ...process.env,
      NODE_ENV: "development",
      NODE_OPTIONS: "",
      // A suite that ran in this process before may have set its own.
      LOG_LEVEL: "info",
      MEDUSA_DISABLE_TELEMETRY: "true",
      DATABASE_URL: databaseUrl(DATABASE),
      PORT: String(port),
      BACKEND_URL: url,
      INBANK_API_URL: sandboxUrl,
      INBANK_SHOP_UUID: demoShop.shopUuid,
      INBANK_API_KEY: demoShop.apiKey,
    })
  }

  /** What a merchant does after installing the plugin, and to be rid of its table. */
  async migrate(command: "run" | "revert" = "run"): Promise<void> {
    const cli = join(DIRECTORY, "node_modules/@medusajs/medusa/cli.js")
    await promisify(execFile)("node", [cli, "migrations", command], {
      cwd: DIRECTORY,
      env: this.environment,
      maxBuffer: 64_000_000,
    })
  }

  async start(more: Record<string, string> = {}): Promise<void> {
    const began = performance.now()
    const child = fork(join(DIRECTORY, "server.js"), {
      cwd: DIRECTORY,
      env: { ...this.environment, ...more },
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    })
    this.child = child
    for (const output of [child.stdout, child.stderr]) {
      output?.on("data", (chunk: Buffer) => (this.log += chunk.toString()))
    }
    await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => {
        throw new Error(`the store did not start:\n${this.log}`)
      }),
    ])
    await recordBoot("medusa-1", began)
  }

  /** What becomes due within so many minutes is due now, and the leases of whoever died are over. */
  async minutesPass(minutes: number): Promise<void> {
    const earlier = (column: string) => this.knex.raw("?? - make_interval(mins => ?)", [column, minutes])
    await this.knex("inbank_session").update({
      next_check_at: earlier("next_check_at"),
      lease_until: earlier("lease_until"),
    })
  }

  async hasTable(): Promise<boolean> {
    return await this.knex.schema.hasTable("inbank_session")
  }

  /** Why nothing more can come of a session. */
  async closedReason(id: string): Promise<string | null> {
    const rows = z
      .array(z.object({ closed_reason: z.string().nullable() }))
      .parse(await this.knex("inbank_session").where({ id }).select("closed_reason"))
    return rows[0]?.closed_reason ?? null
  }

  /** What the last check left: why it failed, how often, what a merchant must know, and when it is checked again. */
  async checkOf(id: string) {
    return z
      .object({
        failures: z.number(),
        last_error: z.string().nullable(),
        problems: z.string().nullable(),
        next_check_at: z.date().nullable(),
        seconds: z.coerce.number().nullable(),
      })
      .parse(
        await this.knex("inbank_session")
          .where({ id })
          .first(
            "failures",
            "last_error",
            "problems",
            "next_check_at",
            this.knex.raw("extract(epoch from next_check_at - now()) as seconds"),
          ),
      )
  }

  /** As if the options had named this shop when the session was made. */
  async isOfShop(id: string, shop_uuid: string): Promise<void> {
    await this.knex("inbank_session").where({ id }).update({ shop_uuid })
  }

  async shopOf(id: string): Promise<string> {
    return z
      .object({ shop_uuid: z.string() })
      .parse(await this.knex("inbank_session").where({ id }).first("shop_uuid")).shop_uuid
  }

  /** So long ago its customer was sent to Inbank. */
  async isOld(id: string, minutes: number): Promise<void> {
    await this.knex("inbank_session")
      .where({ id })
      .update({ created_at: this.knex.raw("created_at - make_interval(mins => ?)", [minutes]) })
  }

  /** Nobody is at it, and nobody is about to be. */
  async isAtRest(id: string): Promise<void> {
    await eventually(
      async () =>
        z
          .array(z.object({ id: z.string() }))
          .parse(
            await this.knex("inbank_session")
              .where({ id })
              .whereNull("lease_token")
              .whereRaw("(next_check_at is null or next_check_at > now())")
              .select("id"),
          ),
      (rows) => rows.length === 1,
      "the session to be at rest",
    )
  }

  /** Somebody is at this cart for the next minute. */
  async lease(cartId: string): Promise<void> {
    const lease_until = this.knex.raw("now() + interval '1 minute'")
    await this.knex("inbank_session")
      .where({ cart_id: cartId })
      .update({ lease_token: "another", lease_until })
  }

  /** As Medusa's own route deletes it, until the act has ended: the next test sells again. */
  async withDeleted(what: "product_variant" | "region", act: () => Promise<void>): Promise<void> {
    await this.knex(what).update({ deleted_at: this.knex.fn.now() })
    try {
      await act()
    } finally {
      await this.knex(what).update({ deleted_at: null })
    }
  }

  /** Minor units, of the payment that Medusa has of this cart. */
  async paymentCosts(cartId: string, amount: number): Promise<void> {
    await this.knex("payment").where({ cart_id: cartId }).update({ amount })
  }

  async makeSwapOf(cartId: string): Promise<void> {
    await this.knex("cart").where({ id: cartId }).update({ type: "swap" })
  }

  /** All payments that Medusa has ever made of a cart, oldest first. */
  async paymentsOf(cartId: string): Promise<{ order_id: string | null; canceled: boolean }[]> {
    return z
      .array(z.object({ order_id: z.string().nullable(), canceled: z.boolean() }))
      .parse(
        await this.knex("payment")
          .where({ cart_id: cartId })
          .orderBy("created_at")
          .select("order_id", this.knex.raw("canceled_at is not null as canceled")),
      )
  }

  /** Of this cart alone: Medusa may renew an earlier test's session seconds late, and that is another request to Inbank. */
  async sessionsOf(cartId: string): Promise<string[]> {
    const rows = await this.knex<{ id: string; cart_id: string }>("inbank_session")
      .where({ cart_id: cartId })
      .select("id")
    return rows.map(({ id }) => id)
  }

  /** The sandbox has forgotten its sessions: nobody is to ask about them any more. */
  async forgetSessions(): Promise<void> {
    await this.knex("inbank_session").delete()
  }

  async close(): Promise<void> {
    await this.kill()
    await this.knex.destroy()
  }

  /** Resolves when these words have come up in the store's log. */
  async hasSaid(words: string, patienceMs?: number): Promise<void> {
    await eventually(
      async () => this.log,
      (log) => log.includes(words),
      `the log to say "${words}"`,
      patienceMs,
    )
  }

  /** As if the power went off. */
  async kill(): Promise<void> {
    const { child } = this
    this.child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill("SIGKILL")
    await once(child, "exit")
  }
}
