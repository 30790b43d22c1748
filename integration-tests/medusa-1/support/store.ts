import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { promisify } from "node:util"
import { execFile } from "node:child_process"
import { knex } from "@medusajs/framework/mikro-orm/knex"
import { freePort } from "../../../demo/support/postgres"
import { demoShop } from "../../../src/sandbox"

const DIRECTORY = join(__dirname, "../store")

export const MERCHANT = { email: "merchant@example.com", password: "supersecret" }

/** A Medusa 1.20 store in a process of its own: its plugins are found from its folder, and it can be killed. */
export class Store {
  private child: ChildProcess | undefined
  private said = ""
  private readonly knex = knex({ client: "pg", connection: process.env.MEDUSA_1_DATABASE_URL })

  private constructor(
    readonly url: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create(sandboxUrl: string): Promise<Store> {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    return new Store(url, {
      ...process.env,
      NODE_ENV: "development",
      NODE_OPTIONS: "",
      MEDUSA_DISABLE_TELEMETRY: "true",
      DATABASE_URL: process.env.MEDUSA_1_DATABASE_URL,
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
    const child = fork(join(DIRECTORY, "server.js"), {
      cwd: DIRECTORY,
      env: { ...this.environment, ...more },
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    })
    this.child = child
    for (const output of [child.stdout, child.stderr]) {
      output?.on("data", (chunk: Buffer) => (this.said += chunk.toString()))
    }
    await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => {
        throw new Error(`the store did not start:\n${this.said}`)
      }),
    ])
  }

  /** What becomes due within two minutes is due now, and the leases of whoever died are over. */
  async twoMinutesPass(): Promise<void> {
    await this.knex("inbank_session").update({
      next_check_at: this.knex.raw("next_check_at - interval '2 minutes'"),
      lease_until: this.knex.raw("lease_until - interval '2 minutes'"),
    })
  }

  async hasTable(): Promise<boolean> {
    return await this.knex.schema.hasTable("inbank_session")
  }

  /** The sandbox has forgotten its sessions: nobody is to ask about them any more. */
  async forgetSessions(): Promise<void> {
    await this.knex("inbank_session").delete()
  }

  async close(): Promise<void> {
    await this.kill()
    await this.knex.destroy()
  }

  output(): string {
    return this.said
  }

  /** As if the power went off. */
  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null) return
    this.child.kill("SIGKILL")
    await once(this.child, "exit")
  }
}
