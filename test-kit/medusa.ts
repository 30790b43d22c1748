import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Cleanup } from "./cleanup"

export const ROOT = join(__dirname, "..")

const CLI = join(ROOT, "node_modules/@medusajs/cli/cli.js")
const GRACE_MS = 8_000
const TOLD_LINES = 40

export interface Call {
  /** A script that starts it instead of Medusa's command line. */
  script?: string
  /** Arguments for Medusa's command line, e.g. `["db:migrate"]`, or for the script. */
  args: string[]
  cwd: string
  env?: Record<string, string>
  /** The file for its output; an error shows the end of it. */
  log: string
  cleanup: Cleanup
}

/** Runs one of Medusa's commands to its end. Rejects with the end of its output when it fails. */
export async function medusa(call: Call): Promise<void> {
  const child = start(call)
  const [code] = await exitOf(child)
  if (code !== 0) throw await failure(call, `ended with ${code ?? child.signalCode}`)
}

/** A Medusa that keeps running. */
export interface MedusaServer {
  hasEnded(): boolean
  /** SIGKILL to all of it: it finishes nothing and closes no connection. */
  kill(): Promise<void>
  /** Stops all of it in the middle of its work, until it is continued. */
  freeze(): void
  goOn(): void
  stop(): Promise<void>
}

/** Starts a Medusa that keeps running, and waits until it answers. */
export async function medusaServer(call: Call, url: string): Promise<MedusaServer> {
  const child = start(call)
  const deadline = Date.now() + 90_000
  while (!(await isHealthy(url))) {
    if (hasEnded(child)) throw await failure(call, `ended with ${child.exitCode ?? child.signalCode}`)
    if (Date.now() > deadline) throw await failure(call, "did not answer within 90 s")
    await sleep(150)
  }
  if (hasEnded(child)) throw await failure(call, "ended, and somebody else answers at its address")
  return {
    hasEnded: () => hasEnded(child),
    kill: async () => await kill(child),
    freeze: () => signal(child, "SIGSTOP"),
    goOn: () => signal(child, "SIGCONT"),
    stop: async () => await end(child),
  }
}

/** In a process group of its own, so that Ctrl-C in a terminal reaches only us and we stop things in order. */
function start({ script = CLI, args, cwd, env, log, cleanup }: Call): ChildProcess {
  cleanup.refuseIfBegun()
  const output = openSync(log, "a")
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, MEDUSA_DISABLE_TELEMETRY: "true", ...env },
  })
  closeSync(output)
  cleanup.later(async () => await end(child))
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return
  const exited = exitOf(child)
  process.kill(-child.pid, "SIGTERM")
  const patience = new AbortController()
  await Promise.race([exited, sleep(GRACE_MS, undefined, { signal: patience.signal })])
  patience.abort()
  await kill(child)
}

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return
  const exited = exitOf(child)
  process.kill(-child.pid, "SIGKILL")
  await exited
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, name)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function exitOf(child: ChildProcess): Promise<[number | null]> {
  if (hasEnded(child)) return [child.exitCode]
  const exit: unknown[] = await once(child, "exit")
  return [typeof exit[0] === "number" ? exit[0] : null]
}

async function isHealthy(url: string): Promise<boolean> {
  return await fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}

async function failure({ script = "medusa", args, log }: Call, what: string): Promise<Error> {
  const lines = (await readFile(log, "utf8")).trimEnd().split("\n").slice(-TOLD_LINES)
  return new Error(`"${[script, ...args].join(" ")}" ${what}. The last it said:\n${lines.join("\n")}`)
}
