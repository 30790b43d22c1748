import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { request } from "../../../test-kit/http"
import type { Cleanup } from "../../../test-kit/cleanup"
import { medusaServer, type MedusaServer } from "../../../test-kit/medusa"
import { recordBoot } from "../../support/boots"
import { STORE, STORE_SETTINGS } from "../../support/shop-template"

export interface StoreOptions {
  port: number
  databaseUrl: string
  inbankUrl: string
  /** Of the Redis that it shares with others; without one it keeps to itself what Medusa keeps in memory. */
  redisUrl?: string
  /** Medusa's worker mode. */
  mode: "shared" | "server" | "worker"
  /** Its own sweeper runs. Without, what no notification comes for is reconciled when a test says so. */
  sweeps?: boolean
  settings?: Record<string, string>
  /** Where its output goes. */
  log: string
  /** Where it writes the events that subscribers are told. */
  events: string
  cleanup: Cleanup
}

/** A store with the plugin, as a process that can be killed and started again at the same address. */
export class Store {
  readonly url: string
  private server: MedusaServer | undefined

  private sweeps: boolean

  constructor(private readonly options: StoreOptions) {
    this.sweeps = options.sweeps ?? false
    this.url = `http://127.0.0.1:${options.port}`
  }

  /** From its next start on its own sweeper runs. */
  willSweep(): void {
    this.sweeps = true
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const { port, databaseUrl, inbankUrl, redisUrl, mode, settings } = this.options
    const { log, events, cleanup } = this.options
    const began = performance.now()
    const env = {
      ...STORE_SETTINGS,
      DATABASE_URL: databaseUrl,
      BACKEND_URL: this.url,
      INBANK_API_URL: inbankUrl,
      MEDUSA_WORKER_MODE: mode,
      RECORDED_EVENTS: events,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      ...(this.sweeps && { SWEEPS: "true" }),
      ...settings,
    }
    const call = { script: join(STORE, "start.js"), args: ["127.0.0.1", String(port)], cwd: STORE }
    this.server = await medusaServer({ ...call, env, log, cleanup }, this.url)
    await recordBoot("faults", began)
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    await this.server?.kill()
  }

  /** Stops it in the midst of what it does: it answers nobody and renews nothing, until it is told to go on. */
  freeze(): void {
    this.server?.freeze()
  }

  goOn(): void {
    this.server?.goOn()
  }

  async stop(): Promise<void> {
    await this.server?.stop()
  }

  get hasEnded(): boolean {
    return this.server?.hasEnded() ?? true
  }

  /** Sweeps now, whether its sweeper runs or not; resolves at the end. Rejects when the process dies meanwhile. */
  async sweep(): Promise<void> {
    const { status, body } = await request("POST", `${this.url}/test/sweep`, {}, {})
    if (status !== 200) throw new Error(`the sweep failed: ${status} ${JSON.stringify(body)}`)
  }

  async log(): Promise<string> {
    return await readFile(this.options.log, "utf8")
  }
}
