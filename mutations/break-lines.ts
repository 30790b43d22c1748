import { availableParallelism } from "node:os"
import type { Cleanup } from "../test-kit/cleanup"
import { deleteShopTemplate, makeShopTemplate } from "../integration-tests/support/make-shop-template"
import { breakLine, type GuardedLine } from "./guarded-line"
import { runSuites, type Verdict } from "./suites"
import { Workplace } from "./workplace"

/**
 * unproven: its suites fail with no line broken, so that their failure proves nothing, or none of their tests is run.
 */
type Outcome = "killed" | "survived" | "unproven" | "not_found"

export interface BrokenLine extends GuardedLine {
  outcome: Outcome
  /** Which test noticed it, or failed without it. */
  by?: string
}

/**
 * Breaks each line, one after the other, in a copy of the checkout for each processor, and runs the suites that guard
 * it.
 * @param areGreen the suites are known to pass with the unchanged code; otherwise each is run once with no line broken.
 */
export async function breakLines(
  lines: readonly GuardedLine[],
  areGreen: boolean,
  cleanup: Cleanup,
  tell: (sentence: string) => void,
): Promise<BrokenLine[]> {
  const medusa1 = lines.some(({ file }) => file.startsWith("medusa-1/"))
  if (lines.some(needsShop)) {
    tell("Making a shop, once for all")
    await makeShopTemplate()
    cleanup.later(deleteShopTemplate)
  }
  const suites = new UnbrokenSuites(areGreen, cleanup)
  const left = groupsBySuites(lines)
  const outcomes: BrokenLine[] = []
  const work = async () => {
    const workplace = await Workplace.make(cleanup, { medusa1 })
    for (let group = left.shift(); group; group = left.shift()) {
      for await (const outcome of breakGroup(workplace, group, suites, cleanup)) {
        outcomes.push(outcome)
        tell(`${outcomes.length}/${lines.length} ${sentenceOf(outcome)}`)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), left.length) }, work))
  return outcomes
}

/** Whether suites pass with no line broken. Each is run only once. */
class UnbrokenSuites {
  private readonly verdicts = new Map<string, Promise<Verdict>>()

  constructor(
    private readonly areGreen: boolean,
    private readonly cleanup: Cleanup,
  ) {}

  /** @returns which of their tests fails, if one does. */
  async failureOf(suites: readonly string[], root: string): Promise<string | undefined> {
    if (this.areGreen) return undefined
    for (const suite of suites) {
      const verdict = this.verdicts.get(suite) ?? runSuites(root, { suites: [suite] }, this.cleanup)
      this.verdicts.set(suite, verdict)
      const known = await verdict
      if (known.outcome !== "passed") return known.by
    }
    return undefined
  }
}

async function* breakGroup(
  workplace: Workplace,
  lines: readonly GuardedLine[],
  unbroken: UnbrokenSuites,
  cleanup: Cleanup,
): AsyncGenerator<BrokenLine> {
  const failure = await unbroken.failureOf(lines[0]?.suites ?? [], workplace.root)
  for (const line of lines)
    yield failure === undefined
      ? await breakOne(workplace, line, cleanup)
      : { ...line, outcome: "unproven", by: failure }
}

async function breakOne(workplace: Workplace, line: GuardedLine, cleanup: Cleanup): Promise<BrokenLine> {
  const broken = breakLine(await workplace.source(line.file), line)
  if (broken === undefined) return { ...line, outcome: "not_found" }
  const putBack = await workplace.replace(line.file, broken)
  try {
    return judged(line, await runSuites(workplace.root, line, cleanup))
  } finally {
    await putBack()
  }
}

function judged(line: GuardedLine, verdict: Verdict): BrokenLine {
  switch (verdict.outcome) {
    case "passed":
      return { ...line, outcome: "survived" }
    case "failed":
      return { ...line, outcome: "killed", by: verdict.by }
    case "not_run":
      return { ...line, outcome: "unproven", by: verdict.by }
  }
}

export function sentenceOf({ outcome, by, file, text, broken }: BrokenLine): string {
  const [was, is] = [text, broken].map((each) => each.trim().split("\n")[0])
  return `${outcome}: ${file}: ${was} -> ${is}${by === undefined ? "" : ` (${by})`}`
}

function needsShop({ suites }: GuardedLine): boolean {
  return suites.some((suite) => /^(http|faults)\//.test(suite))
}

function groupsBySuites(lines: readonly GuardedLine[]): GuardedLine[][] {
  const groups = new Map<string, GuardedLine[]>()
  for (const line of lines) {
    const key = line.suites.join(" ")
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups.values()]
}
