import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { CHAPTERS, type Situation } from "./situations"

const ROOT = join(__dirname, "../..")
const TESTED_FOLDERS = ["src", "integration-tests"]

/** The end of a title names the situations that its test holds: "… makes one order (R20, R21)". */
const NUMBERS = / \((?<numbers>R\d+(?:, R\d+)*)\)["`]/g

/** The spec files that hold each situation, from the repository's root, each once. */
export function specsByNumber(): Map<number, string[]> {
  const found = new Map<number, string[]>()
  for (const path of specFiles()) {
    for (const { groups } of readFileSync(join(ROOT, path), "utf8").matchAll(NUMBERS)) {
      for (const number of (groups?.numbers ?? "").split(", ").map((each) => Number(each.slice(1)))) {
        const specs = found.get(number) ?? []
        if (!specs.includes(path)) found.set(number, [...specs, path])
      }
    }
  }
  return found
}

/** docs/reliability.md, drawn from the list of situations and the numbers in the tests' titles. */
export function reliabilityPage(): string {
  const specs = specsByNumber()
  const chapters = CHAPTERS.map(({ title, situations }) => {
    const rows = situations.map((each) => `| ${cells(each, specs.get(each.number) ?? []).join(" | ")} |`)
    return [
      `## ${title}`,
      "",
      "| | situation | what comes of it | held by |",
      "|---|---|---|---|",
      ...rows,
    ].join("\n")
  })
  return `# What this plugin survives

<!-- Drawn by integration-tests/reliability: change the situations or the tests' titles, then run \`npm run docs:reliability\`. -->

Each situation has a number, and the title of each test that holds it ends with that number. Tests run a real Medusa on a
real PostgreSQL against the [sandbox](sandbox.md); nothing of ours is mocked.

${chapters.join("\n\n")}
`
}

function cells({ number, situation, expected, untested }: Situation, specs: string[]): string[] {
  const held = specs.map((path) => `[${basename(path, ".spec.ts")}](../${path})`).join(", ")
  return [`R${number}`, situation, expected, held || `Not tested: ${untested ?? "?"}`]
}

function specFiles(): string[] {
  return TESTED_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".spec.ts"))
      .sort()
      .map((path) => `${folder}/${path}`),
  )
}
