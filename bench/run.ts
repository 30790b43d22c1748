import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Cleanup } from "../demo/support/cleanup"
import { narrateTo } from "../demo/support/narrator"
import { measureSpeed } from "./speed"
import { allFindings, targetTable } from "./results"

/** npm run bench: everything, some minutes. With --quick: only what can be counted, and a miss is a failure. */
async function main(): Promise<void> {
  const isQuick = process.argv.includes("--quick")
  const narrator = narrateTo((line) => process.stderr.write(line))
  const cleanup = new Cleanup()
  process.once("SIGINT", () => void cleanup.run().finally(() => process.exit(130)))
  try {
    const directory = await mkdtemp(join(tmpdir(), "inbank-bench-"))
    cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
    const run = { directory, cleanup, narrator }
    const findings = isQuick ? await measureSpeed.quickly(run) : allFindings(await measureSpeed.fully(run))
    process.stdout.write(`\n${targetTable(findings)}\n`)
    if (isQuick && findings.some(({ met }) => !met)) process.exitCode = 1
  } finally {
    await cleanup.run()
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
})
