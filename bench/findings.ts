import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"

/** A target, and what was found: a miss is reported with its cause, never hidden. */
const findingSchema = z.object({
  /** Permanent, kebab-case: a later run replaces the finding of this id. */
  id: z.string(),
  /** What was measured, in plain words. */
  title: z.string(),
  figure: z.number(),
  /** "queries", "ms", "MB", "x" for a ratio. */
  unit: z.string(),
  bound: z.enum(["at most", "at least", "exactly"]),
  limit: z.number(),
  met: z.boolean(),
  /** Why it was missed. */
  cause: z.string().optional(),
})
export type Finding = z.output<typeof findingSchema>

const machineSchema = z.object({
  date: z.string(),
  processor: z.string(),
  cores: z.number(),
  memoryGigabytes: z.number(),
  system: z.string(),
  /** By name: node, medusa, postgres ... */
  versions: z.record(z.string(), z.string()),
})
export type Machine = z.output<typeof machineSchema>

const partSchema = z.object({
  machine: machineSchema,
  findings: z.array(findingSchema),
  /** Everything else that the part measured. */
  measured: z.unknown(),
})
export type Part = z.output<typeof partSchema>

/** By the part's name: "speed", "scale" ... */
const resultsSchema = z.record(z.string(), partSchema)
export type Results = z.output<typeof resultsSchema>

const FILE = join(__dirname, "results.json")

/** Adds whether the target was met. The cause is kept only where it was not. */
export function finding({ cause, ...given }: Omit<Finding, "met">): Finding {
  const met = isMet(given)
  return { ...given, met, ...(!met && cause !== undefined && { cause }) }
}

function isMet({ figure, bound, limit }: Pick<Finding, "figure" | "bound" | "limit">): boolean {
  switch (bound) {
    case "at most":
      return figure <= limit
    case "at least":
      return figure >= limit
    case "exactly":
      return figure === limit
  }
}

/** The results of earlier runs. */
export async function readResults(file = FILE): Promise<Results> {
  const text = await readFile(file, "utf8").catch(() => "{}")
  return resultsSchema.parse(JSON.parse(text))
}

/** Keeps a part's results beside those of the other parts. @returns all of them. */
export async function recordPart(name: string, part: Part, file = FILE): Promise<Results> {
  const results = { ...(await readResults(file)), [name]: part }
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
  return results
}

/** One Markdown table of the targets of all parts, and below it why some were missed. */
export function targetTable(findings: readonly Finding[]): string {
  const rows = findings.map(
    (each) => `| ${each.title} | ${measure(each)} | ${limitOf(each)} | ${each.met ? "met" : "**missed**"} |`,
  )
  const misses = findings
    .filter(({ met }) => !met)
    .map(({ title, cause }) => `- **${title}**: ${cause ?? "the cause is not known yet"}`)
  return [
    "| target | found | limit | |",
    "| --- | ---: | ---: | --- |",
    ...rows,
    ...(misses.length > 0 ? ["", "Missed:", "", ...misses] : []),
  ].join("\n")
}

export function allFindings(results: Results): Finding[] {
  return Object.values(results).flatMap(({ findings }) => findings)
}

function measure({ figure, unit }: Finding): string {
  return `${rounded(figure)} ${unit}`
}

function limitOf({ bound, limit, unit }: Finding): string {
  return `${bound} ${rounded(limit)} ${unit}`
}

/** Three significant digits, and never fewer than the whole number has. */
function rounded(value: number): string {
  const digits = Math.max(3, Math.trunc(Math.abs(value)).toString().length)
  return Number(value.toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 3 })
}
