import { spawn } from "node:child_process"
import { open, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { Cleanup } from "../test-kit/cleanup"

/** If a broken line makes everything wait forever, that is noticed too. */
const LONGEST_RUN_MS = 480_000

export interface Wanted {
  suites: readonly string[]
  titles?: string
}

/** As verdict-reporter.js writes it: the first test that failed, or why the suites could not be run to their end. */
const verdictSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("passed") }),
  z.object({ outcome: z.literal("failed"), by: z.string() }),
  z.object({ outcome: z.literal("not_run"), by: z.string() }),
])
export type Verdict = z.output<typeof verdictSchema>

/**
 * Runs suites in a workplace, in one worker, and stops at the first suite that fails.
 * @throws when they could not be run at all: then nothing is known.
 */
export async function runSuites(root: string, wanted: Wanted, cleanup: Cleanup): Promise<Verdict> {
  const file = join(root, "verdict.json")
  await rm(file, { force: true })
  const log = await open(join(root, "suites.log"), "w")
  cleanup.refuseIfBegun()
  const deadline = Date.now() + LONGEST_RUN_MS
  const child = spawn(process.execPath, [join(root, "integration-tests/run.mjs"), ...flagsOf(root, wanted)], {
    cwd: root,
    stdio: ["ignore", log.fd, log.fd],
    env: { ...process.env, VERDICT_FILE: file },
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  // Jest stops what it has started, and must have done so before its folder is removed.
  cleanup.later(async () => {
    child.kill("SIGTERM")
    await ended
  })
  const timer = setTimeout(() => child.kill("SIGTERM"), LONGEST_RUN_MS)
  await ended
  clearTimeout(timer)
  await log.close()
  if (Date.now() >= deadline) return { outcome: "failed", by: "the suites did not come to an end" }
  const verdict = await readFile(file, "utf8").catch(() => undefined)
  if (verdict === undefined) throw new Error(await readFile(join(root, "suites.log"), "utf8"))
  return verdictSchema.parse(JSON.parse(verdict))
}

function flagsOf(root: string, { suites, titles }: Wanted): string[] {
  const named = titles === undefined ? [] : ["--testNamePattern", titles]
  const reporter = `--reporters=${join(root, "mutations/verdict-reporter.js")}`
  return ["--bail", "--maxWorkers=1", reporter, "--testPathPatterns", ...suites, ...named]
}
