import { execFile } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs, promisify } from "node:util"
import { Cleanup } from "../test-kit/cleanup"
import { ROOT } from "../test-kit/medusa"
import { narrateTo, type Narrator } from "../test-kit/narrator"
import { resultsOf, sideBySide } from "./against"
import { comparisons } from "./measured"
import { writeInto } from "./pages"
import { allFindings, readResults, recordPart, targetTable, type Finding } from "./findings"
import { measureScale } from "./scale"
import { scaleReport } from "./scale/report"
import { measureSpeed, measureSpeedQuickly, showSpeed } from "./speed"
import { describeMachine } from "./support/machine"

/**
 * npm run bench: everything; the results are kept and written to docs/performance.md. --only speed, --only scale: that
 * part, beside the earlier results of the other. --quick: only what can be counted; nothing is kept, and a miss is a
 * failure. --against REF: an earlier build is measured first, and both are compared. --no-build: the plugin was built
 * just now.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    only: { type: "string" },
    against: { type: "string" },
    "no-build": { type: "boolean" },
  },
})

async function main(): Promise<void> {
  if (![undefined, "speed", "scale"].includes(options.only)) throw new Error("--only speed or --only scale")
  if (options.quick && options.against !== undefined)
    throw new Error("--against sets what is kept side by side: without --quick")
  const narrator = narrateTo((line) => process.stderr.write(line))
  const cleanup = new Cleanup()
  process.once("SIGINT", () => void cleanup.run().finally(() => process.exit(130)))
  try {
    if (!options["no-build"]) await narrator.phase("Building the plugin", build)
    const directory = await mkdtemp(join(tmpdir(), "inbank-bench-"))
    cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
    const run = { directory, cleanup, narrator }
    const { against, only } = options
    const before =
      against === undefined
        ? undefined
        : await narrator.phase(
            `Measuring ${against}`,
            async () => await resultsOf(against, only, directory, cleanup),
          )
    const findings = options.quick ? await measureSpeedQuickly(run) : await everyPart(run)
    process.stdout.write(`\n${targetTable(findings)}\n`)
    if (before) process.stdout.write(`\n${sideBySide(before, await readResults(), only)}\n`)
    if (options.quick && findings.some(({ met }) => !met)) process.exitCode = 1
  } finally {
    await cleanup.run()
  }
}

interface Run {
  directory: string
  cleanup: Cleanup
  narrator: Narrator
}

/** @returns the findings of all parts. */
async function everyPart(run: Run): Promise<Finding[]> {
  if (options.only !== "scale") await speed(run)
  if (options.only !== "speed") await scale(run)
  const findings = allFindings(await readResults())
  await writeInto("targets", targetTable(findings))
  return findings
}

async function speed(run: Run): Promise<void> {
  const found = await measureSpeed(run)
  const { purchase, ...rest } = found.measured
  // Medians, not each request.
  const measured = { purchase: comparisons(purchase), ...rest }
  await recordPart("speed", { ...found, measured })
  await showSpeed(found)
}

async function scale({ narrator }: Run): Promise<void> {
  const found = await narrator.phase("A million sessions", measureScale)
  const machine = await describeMachine()
  await recordPart("scale", { machine, ...found })
  await writeInto("scale", scaleReport(machine, found.measured))
}

async function build(): Promise<void> {
  await promisify(execFile)("npm", ["run", "--silent", "build"], { cwd: ROOT })
}

void main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
})
