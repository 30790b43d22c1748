import { spawn, type ChildProcess } from "node:child_process"

export interface Command {
  command: string
  args: string[]
  cwd: string
  env?: Record<string, string>
}

/** A command that has ended: what it said on both outputs, and with which exit code. */
export interface Ended {
  exitCode: number | null
  said: string
}

/** Set by npm and jest around this test; a merchant's shell has none of it. */
const OURS = /^(npm_(?!config_)|npm_config_local_prefix$|INIT_CWD$|JEST_|NODE_ENV$|NODE_OPTIONS$|LOG_LEVEL$)/
/** The store's own settings must come out of its .env and from nowhere else. */
const THE_STORES =
  /^(INBANK_|DATABASE_|DB_|[A-Z]+_CORS$|JWT_SECRET$|COOKIE_SECRET$|BACKEND_URL$|STOREFRONT_URL$|PORT$)/

/** A command under way, in an environment as a merchant's. */
export class Running {
  readonly ended: Promise<Ended>
  private readonly child: ChildProcess
  private said = ""
  private over = false

  constructor({ command, args, cwd, env }: Command) {
    const child = spawn(command, args, {
      cwd,
      env: { ...merchantsShell(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    })
    this.child = child
    child.stdout.on("data", (chunk: Buffer) => (this.said += chunk.toString()))
    child.stderr.on("data", (chunk: Buffer) => (this.said += chunk.toString()))
    this.ended = new Promise((resolve, reject) => {
      child.once("error", (error) => {
        this.over = true
        reject(error)
      })
      child.once("close", (exitCode) => {
        this.over = true
        resolve({ exitCode, said: this.said })
      })
    })
  }

  get hasEnded(): boolean {
    return this.over
  }

  /** Everything it has said until now. */
  output(): string {
    return this.said
  }

  /** Asks it to end; one that does not within ten seconds is ended by force. */
  async stop(): Promise<Ended> {
    const impatience = setTimeout(() => this.child.kill("SIGKILL"), 10_000)
    this.child.kill("SIGTERM")
    return await this.ended.finally(() => clearTimeout(impatience))
  }
}

/** Runs a command to its end, whatever that is. */
export async function run(command: Command): Promise<Ended> {
  return await new Running(command).ended
}

/** Runs a command that must succeed, and says on stderr if it was slow. */
export async function mustRun(command: Command, slowAfterSeconds = 60): Promise<string> {
  const name = [command.command, ...command.args].join(" ")
  const began = Date.now()
  const { exitCode, said } = await run(command)
  const seconds = Math.round((Date.now() - began) / 1000)
  if (seconds > slowAfterSeconds) process.stderr.write(`${name}: ${seconds} s\n`)
  if (exitCode !== 0) throw new Error(`${name} ended with ${String(exitCode)} after ${seconds} s:\n${said}`)
  return said
}

function merchantsShell(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name) && !THE_STORES.test(name))
  return { ...Object.fromEntries(kept), NODE_ENV: "production", MEDUSA_DISABLE_TELEMETRY: "true" }
}
