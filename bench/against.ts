import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { promisify } from "node:util"
import { z } from "zod"
import type { Cleanup } from "../test-kit/cleanup"
import { ROOT } from "../test-kit/medusa"
import { readResults, type Results } from "./findings"
import { table } from "../test-kit/table"

const run = promisify(execFile)

/**
 * What an earlier build costs, measured by its own bench on this machine, for comparison with our latest results. It
 * uses the packages of its own lock file, in a separate checkout that is removed again.
 */
export async function resultsOf(
  ref: string,
  only: string | undefined,
  directory: string,
  cleanup: Cleanup,
): Promise<Results> {
  const checkout = join(directory, "against")
  await run("git", ["worktree", "add", "--detach", checkout, ref], { cwd: ROOT })
  cleanup.later(
    async () => void (await run("git", ["worktree", "remove", "--force", checkout], { cwd: ROOT })),
  )
  await told("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], checkout)
  await told("npm", ["run", "bench", "--", ...(only === undefined ? [] : ["--only", only])], checkout)
  return await readResults(join(checkout, "bench/results.json"))
}

async function told(command: string, args: string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] })
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, "exit"))
  if (code !== 0)
    throw new Error(`\`${[command, ...args].join(" ")}\` of the earlier build ended with ${code}`)
}

/** Everything that both have measured, or only the named part, side by side: a figure below 1 has become smaller. */
export function sideBySide(before: Results, now: Results, only: string | undefined): string {
  const measured = ({ speed, scale }: Results): Results => ({
    ...(only !== "scale" && speed && { speed }),
    ...(only !== "speed" && scale && { scale }),
  })
  const [earlier, later] = [figuresIn(measured(before)), figuresIn(measured(now))]
  const rows = [...later]
    .filter(([title]) => earlier.has(title))
    .map(([title, figure]) => {
      const was = earlier.get(title) ?? Number.NaN
      return [title, rounded(was), rounded(figure), was === 0 ? "-" : (figure / was).toFixed(2)]
    })
  return table(["measured", "before", "now", "now to before"], rows)
}

const queriesSchema = z.object({ figures: z.object({ inbank: z.object({ queries: z.number() }) }) })
const speedSchema = z.object({
  purchase: z.record(z.string(), queriesSchema),
  boots: z.object({ processorMilliseconds: z.object({ added: z.number() }) }),
})
const relations = z.array(z.object({ name: z.string(), megabytes: z.number() }))
const scaleSchema = z.object({
  sizes: z.array(z.object({ sessions: z.number(), table: relations, trail: relations })),
  drain: z.object({ seconds: z.number() }),
})

/** By names for people: the findings, and what else was measured. */
function figuresIn({ speed, scale }: Results): Map<string, number> {
  const figures = new Map<string, number>()
  for (const { title, figure, unit } of [...(speed?.findings ?? []), ...(scale?.findings ?? [])])
    figures.set(`${title} (${unit})`, figure)
  if (speed) {
    const { purchase, boots } = speedSchema.parse(speed.measured)
    for (const [step, { figures: of }] of Object.entries(purchase))
      figures.set(`${step}: statements`, of.inbank.queries)
    figures.set("boot: the processor's time that the plugin adds (ms)", boots.processorMilliseconds.added)
  }
  if (scale) {
    const { sizes, drain } = scaleSchema.parse(scale.measured)
    for (const { sessions, trail } of sizes.slice(-1))
      figures.set(
        "the audit log of 100,000 sessions, indexes included (MB)",
        trail.reduce((sum, { megabytes }) => sum + megabytes, 0) / (sessions / 100_000),
      )
    figures.set("10,000 due sessions looked at (s)", drain.seconds)
  }
  return figures
}

function rounded(value: number): string {
  return Number(value.toPrecision(3)).toString()
}
