import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { CHAPTERS, type Situation } from "./situations"

const ROOT = join(__dirname, "../..")
const TESTED_FOLDERS = ["src", "integration-tests"]

/** A title whose end names the situations that its test holds. */
const NUMBERED_TITLE = /["`]([^"`\n]*?) \((R\d+(?:, R\d+)*)\)["`]/g

interface Test {
  file: string
  title: string
}

/** The tests that hold each situation, by the numbers at the end of their titles. */
export function testsByNumber(): Map<number, Test[]> {
  const found = new Map<number, Test[]>()
  for (const path of specFiles()) {
    for (const [, title = "", numbers = ""] of readFileSync(path, "utf8").matchAll(NUMBERED_TITLE)) {
      for (const number of numbers.split(", ").map((each) => Number(each.slice(1)))) {
        found.set(number, [...(found.get(number) ?? []), { file: basename(path), title }])
      }
    }
  }
  return found
}

/** docs/reliability.md, drawn from the list of situations and the titles of the tests. */
export function reliabilityPage(): string {
  const tests = testsByNumber()
  const chapters = CHAPTERS.map(({ title, situations }) => {
    const rows = situations.map((each) => `| ${cells(each, tests.get(each.number) ?? []).join(" | ")} |`)
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

Each situation has a number, and each test that holds it carries the number at the end of its title. Tests run a real
Medusa on a real PostgreSQL against the [sandbox](sandbox.md); nothing of ours is mocked. What happens after the sale
(R110 to R127) has a list of its own to come.

${chapters.join("\n\n")}
`
}

function cells({ number, situation, expected, untested }: Situation, tests: Test[]): string[] {
  const held = tests.map(({ file, title }) => `${title.replaceAll("|", "\\|")} (${file})`).join("<br>")
  return [`R${number}`, situation, expected, held || `Not tested: ${untested ?? "?"}`]
}

function specFiles(): string[] {
  return TESTED_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".spec.ts"))
      .sort()
      .map((path) => join(ROOT, folder, path)),
  )
}
