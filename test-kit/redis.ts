import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { createConnection } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { eventually } from "./eventually"
import { freePort } from "./free-port"

const COMMAND = process.env.REDIS_SERVER_PATH ?? "redis-server"

/** Without one, the tests that need it are skipped: `npm test` says so at its start. */
export function hasRedis(): boolean {
  return spawnSync(COMMAND, ["--version"]).error === undefined
}

/** A Redis of our own on a free loopback port. It writes each change to disk, as a shop's should. */
export class RedisServer {
  readonly url: string
  private child: ChildProcess | undefined

  private constructor(
    private readonly port: number,
    private readonly directory: string,
  ) {
    this.url = `redis://127.0.0.1:${port}`
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), "inbank-redis-")))
    await server.resume()
    return server
  }

  /** Starts it again, at the same address, with its data. */
  async resume(): Promise<void> {
    const kept = ["--dir", this.directory, "--save", "", "--appendonly", "yes", "--appendfsync", "always"]
    const flags = ["--port", String(this.port), "--bind", "127.0.0.1", ...kept]
    const child = spawn(COMMAND, flags, { stdio: "ignore" })
    await once(child, "spawn")
    this.child = child
    await eventually(async () => await answers(this.port), Boolean, "Redis")
  }

  /** The same, without its data. */
  async resumeEmpty(): Promise<void> {
    await rm(join(this.directory, "appendonlydir"), { recursive: true })
    await this.resume()
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, "exit")
    child.kill("SIGKILL")
    await ended
  }

  /** Kills it and deletes its data. */
  async stop(): Promise<void> {
    await this.kill()
    await rm(this.directory, { recursive: true, force: true })
  }
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1", () => socket.write("PING\r\n"))
    socket.once("data", (answer) => {
      socket.destroy()
      resolve(answer.toString().startsWith("+PONG"))
    })
    socket.once("error", () => resolve(false))
  })
}
