import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { z } from "zod"
import type { DatabaseOptions } from "../../../test-kit/postgres"

export type Order = { start: DatabaseOptions } | "halt" | "resume" | "stop"

const answerSchema = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })])

/**
 * A PostgreSQL that can be halted and resumed, in a process of its own: the package behind it ships ES modules only,
 * which Jest's own require cannot load. That process ends with ours, whatever becomes of us.
 */
export class PostgresProcess {
  private address = ""

  private constructor(private readonly child: ChildProcess) {}

  static async start(options: DatabaseOptions): Promise<PostgresProcess> {
    const child = fork(join(__dirname, "postgres-child.ts"), {
      execArgv: ["-r", "ts-node/register/transpile-only"],
      env: { ...process.env, NODE_OPTIONS: "" },
    })
    const database = new PostgresProcess(child)
    database.address = await database.give({ start: options })
    return database
  }

  /** Address of one database of the server. */
  url(name: string): string {
    return new URL(name, this.address).href
  }

  /** Throws everybody out at once; the data stay. */
  async halt(): Promise<void> {
    await this.give("halt")
  }

  async resume(): Promise<void> {
    await this.give("resume")
  }

  async stop(): Promise<void> {
    await this.give("stop")
    this.child.disconnect()
    await once(this.child, "exit")
  }

  private async give(order: Order): Promise<string> {
    this.child.send(order)
    const messages: unknown[] = await once(this.child, "message")
    const answer = answerSchema.parse(messages[0])
    if ("error" in answer) throw new Error(`PostgreSQL: ${answer.error}`)
    return answer.url
  }
}
