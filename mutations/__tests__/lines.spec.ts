import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseSync } from "@swc/core"
import { builtFrom } from "../built"
import { breakLine } from "../guarded-line"
import { LINES } from "../lines"

const ROOT = join(__dirname, "../..")
const MEDUSA_1_CASES = "integration-tests/medusa-1/cases"
const source = (file: string) => readFileSync(join(ROOT, file), "utf8")
const specs = ["src", "integration-tests"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".spec.ts"))
    .map((file) => `${folder}/${file}`),
)

describe("The list of lines that guard money and truth", () => {
  it("names lines as they stand in the sources, each exactly once in its file", () => {
    const lost = LINES.filter(({ file }) => existsSync(join(ROOT, file))).filter(
      (line) => breakLine(source(line.file), line) === undefined,
    )
    expect(lost.map(({ file, text }) => `${file}: ${text}`)).toEqual([])
  })

  it("names files and suites that are there", () => {
    expect(LINES.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([])
    const named = new Set(LINES.flatMap(({ suites }) => suites))
    expect([...named].filter((suite) => !specs.some((spec) => spec.includes(suite)))).toEqual([])
  })

  it("names titles that its suites have, or nothing would be run", () => {
    const cases = readdirSync(join(ROOT, MEDUSA_1_CASES)).map((file) => `${MEDUSA_1_CASES}/${file}`)
    const textOf = (suite: string) =>
      [...specs.filter((spec) => spec.includes(suite)), ...(suite.startsWith("medusa-1/") ? cases : [])]
        .map(source)
        .join("\n")
    const unknown = LINES.flatMap(({ file, suites, titles }) =>
      (titles?.split("|") ?? [])
        .filter((title) => !suites.some((suite) => new RegExp(title, "i").test(textOf(suite))))
        .map((title) => `${file}: ${title}`),
    )
    expect(unknown).toEqual([])
  })

  it("breaks no line twice in the same way, and each into something else", () => {
    const ways = LINES.map(({ file, text, broken }) => JSON.stringify([file, text, broken]))
    expect(new Set(ways).size).toBe(ways.length)
    expect(LINES.filter(({ text, broken }) => text === broken)).toEqual([])
  })

  it("breaks each so that it is a program still: what cannot be read is noticed by no test", () => {
    const unreadable = LINES.filter((line) => !isProgram(breakLine(source(line.file), line) ?? ""))
    expect(unreadable.map(({ file, broken }) => `${file}: ${broken}`)).toEqual([])
  })

  it("knows where each file is built to", () => {
    expect(builtFrom("src/services/reconcile/pass.ts")).toBe(".medusa/server/src/services/reconcile/pass.js")
    expect(builtFrom("medusa-1/reconcile/reconcile.ts")).toBe("dist/reconcile/reconcile.js")
  })
})

function isProgram(text: string): boolean {
  try {
    parseSync(text, { syntax: "typescript", decorators: true })
    return true
  } catch {
    return false
  }
}
