import { parseArgs } from "node:util"
import { Cleanup } from "../test-kit/cleanup"
import { narrateTo } from "../test-kit/narrator"
import { breakLines, sentenceOf, type BrokenLine } from "./break-lines"
import { LINES } from "./lines"
import { runStryker } from "./stryker"

/**
 * npm run test:mutations: everything, which takes hours. --only domain, options, client, lines: that part. --match
 * refund: the lines in which this regular expression matches. --green: their suites pass, and need not be run with no
 * line broken. Lines need what their suites need: `npm run build`, and for medusa-1 `npm run build:medusa-1`.
 * docs/mutations.md.
 */
const PARTS = ["domain", "options", "client", "lines"] as const
const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    match: { type: "string" },
    green: { type: "boolean", default: false },
  },
})

async function main(): Promise<void> {
  const parts = PARTS.filter((part) => options.only === undefined || options.only === part)
  if (parts.length === 0) throw new Error(`--only ${PARTS.join(", or --only ")}`)
  for (const part of parts) {
    if (part === "lines") await lines()
    else process.exitCode = await runStryker(part)
    // Interrupted, or not able to run: the other parts are not run then.
    if (process.exitCode) return
  }
}

async function lines(): Promise<void> {
  const wanted = new RegExp(options.match ?? "")
  const chosen = LINES.filter((line) => wanted.test(JSON.stringify(line)))
  if (chosen.length === 0) throw new Error(`No line matches "${options.match}".`)
  const narrator = narrateTo((line) => process.stdout.write(line))
  const cleanup = new Cleanup()
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => void cleanup.run().finally(() => process.exit(130)))
  try {
    report(await breakLines(chosen, options.green, cleanup, narrator.say))
  } finally {
    await cleanup.run()
  }
}

function report(outcomes: BrokenLine[]): void {
  const notKilled = outcomes.filter(({ outcome }) => outcome !== "killed")
  for (const line of notKilled) process.stdout.write(`${sentenceOf(line)}\n`)
  process.stdout.write(
    `${outcomes.length - notKilled.length} of ${outcomes.length} broken lines were noticed\n`,
  )
  if (notKilled.length > 0) process.exitCode = 1
}

void main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
})
