import { spawn } from "node:child_process"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { beReady } from "./support/be-ready.mjs"
import { killLeftovers, OF_RUN } from "./support/leftovers.mjs"

/**
 * Runs tests: `node integration-tests/run.mjs [--build] [Jest's own flags]`. With --build everything is built first that
 * they try. What a run needs of the machine is looked at before anything is started.
 */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..")

const jestFlags = process.argv.slice(2).filter((flag) => flag !== "--build")
const builds = process.argv.includes("--build")

/** More than this machine may have cores: half of the time a test waits, for time-outs and for stores that start. */
const WORKERS = 4

const undo = []
process.exitCode = await main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  return 1
})
for (const each of undo.reverse()) await each()

async function main() {
  const found = await beReady(ROOT, (each) => undo.push(each))
  const ours = await mkdtemp(join(tmpdir(), "inbank-tests-"))
  undo.push(() => rm(ours, { recursive: true, force: true }))
  // A run before this one may have been killed; and this one may be told to end.
  await killLeftovers(ROOT)
  undo.push(() => killLeftovers(ROOT))
  const environment = { ...found, ...(await unobserved(ours)), [OF_RUN]: ROOT }
  if (builds)
    for (const script of ["build", "build:medusa-1"])
      await mustEnd("npm", ["run", "--silent", script], environment)
  const workers = jestFlags.some((flag) => /^(-i|--runInBand|-w|--maxWorkers)/.test(flag))
    ? []
    : [`--maxWorkers=${WORKERS}`]
  const flags = [...workers, "--workerIdleMemoryLimit=2500MB", "--forceExit", ...jestFlags]
  return await ended(process.execPath, [join(ROOT, "node_modules/jest/bin/jest.js"), ...flags], {
    ...environment,
    NODE_ENV: "test",
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules`.trim(),
    BOOTS_FILE: join(ours, "boots.jsonl"),
  })
}

/**
 * Medusa's commands and stores tell its makers nothing of our tests. Its environment variable keeps the news back but
 * not the process that each of them starts at its end to send it (2.21.2); its settings do, and these are not yours.
 * @returns environment variables
 */
async function unobserved(folder) {
  await mkdir(join(folder, "medusa"))
  await writeFile(join(folder, "medusa/config.json"), JSON.stringify({ telemetry: { enabled: false } }))
  return { MEDUSA_DISABLE_TELEMETRY: "true", XDG_CONFIG_HOME: folder }
}

async function mustEnd(command, args, environment) {
  const code = await ended(command, args, environment)
  if (code !== 0) throw new Error(`\`${[command, ...args].join(" ")}\` ended with ${code}.`)
}

/** A signal from a terminal reaches the child too: its end is waited for. */
function ended(command, args, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...environment },
    })
    const pass = (signal) => child.kill(signal)
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, pass)
    child.once("error", reject)
    child.once("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, pass)
      resolve(code ?? 1)
    })
  })
}
