import { spawn, type ChildProcessByStdio } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { recordBoot } from "../support/boots"

const ROOT = join(__dirname, "../..")

/** The demo as its command starts it: a process of its own, spoken to over the addresses that it prints. */
export class RunningDemo {
  storefrontUrl = ""
  /** Medusa's admin; empty where the demo was started without it. */
  adminUrl = ""
  /** Inbank, as the sandbox plays it. */
  sandboxUrl = ""
  private output = ""
  private readonly began = performance.now()

  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly temporary: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (this.output += chunk.toString()))
    }
  }

  static async start({ admin = false } = {}): Promise<RunningDemo> {
    const temporary = await mkdtemp(join(tmpdir(), "inbank-browser-test-"))
    // PostgreSQL does not run as root: the account it runs as must reach its data through this directory.
    await chmod(temporary, 0o755)
    const child = spawn(
      process.execPath,
      [
        ...["-r", "ts-node/register/transpile-only", "demo/start.ts", "--no-build"],
        ...(admin ? [] : ["--no-admin"]),
      ],
      {
        cwd: ROOT,
        env: { ...process.env, NODE_ENV: undefined, TMPDIR: temporary },
        stdio: ["ignore", "pipe", "pipe"],
      },
    )
    return new RunningDemo(child, temporary)
  }

  /** Resolves when it has printed where it is. */
  async ready(): Promise<void> {
    for (;;) {
      if (this.output.includes("Ctrl-C stops")) {
        this.storefrontUrl = this.printed("Storefront")
        this.adminUrl = this.printed("Admin")
        this.sandboxUrl = this.printed("Inbank")
        await recordBoot("browser", this.began)
        return
      }
      if (this.hasEnded()) throw new Error(`The demo did not start:\n${this.output}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Ctrl-C. @returns its exit code. */
  async stop(): Promise<number | null> {
    if (!this.hasEnded()) {
      const ended = once(this.child, "exit")
      this.child.kill("SIGINT")
      await ended
    }
    return this.child.exitCode
  }

  /** What of its own it has not cleared out of its temporary directory. */
  async leftBehind(): Promise<string[]> {
    return (await readdir(this.temporary)).filter((name) => name.startsWith("inbank-"))
  }

  async discard(): Promise<void> {
    await this.stop()
    await rm(this.temporary, { recursive: true, force: true })
  }

  private printed(name: string): string {
    return new RegExp(`${name} +(http\\S+)`).exec(this.output)?.[1] ?? ""
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }
}
