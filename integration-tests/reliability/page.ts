import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { CHAPTERS, type Situation } from "./situations"

const ROOT = join(__dirname, "../..")
const TESTED_FOLDERS = ["src", "integration-tests"]

/** A describe, by how far it is indented; or a title whose end names the situations that its test holds. */
const TITLES =
  /^(?<indent> *)describe\w*\("(?<subject>[^"]*)"|^(?<depth> *)(?=\S).*?["`](?<title>[^"`\n]*?) \((?<numbers>R\d+(?:, R\d+)*)\)["`]/gm

interface Test {
  file: string
  title: string
}

/** The tests that hold each situation, by the numbers at the end of their titles. */
export function testsByNumber(): Map<number, Test[]> {
  const found = new Map<number, Test[]>()
  for (const path of specFiles()) {
    for (const { title, numbers } of numberedTitles(readFileSync(path, "utf8"))) {
      for (const number of numbers) {
        found.set(number, [...(found.get(number) ?? []), { file: basename(path), title }])
      }
    }
  }
  return found
}

/** A file's numbered titles, each behind those of the describes around it: together they are a sentence. */
function numberedTitles(source: string): { title: string; numbers: number[] }[] {
  let around: { indent: number; subject: string }[] = []
  return [...source.matchAll(TITLES)].flatMap(({ groups = {} }) => {
    const { indent, subject, depth, title, numbers } = groups
    const column = (indent ?? depth ?? "").length
    around = around.filter((outer) => outer.indent < column)
    if (subject !== undefined) around.push({ indent: column, subject })
    if (numbers === undefined) return []
    return {
      title: [...around.map((outer) => outer.subject), title].join(" "),
      numbers: numbers.split(", ").map((each) => Number(each.slice(1))),
    }
  })
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
Medusa on a real PostgreSQL against the [sandbox](sandbox.md); nothing of ours is mocked.

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
