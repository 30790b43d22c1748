import { readFileSync } from "node:fs"
import { resolve } from "node:path"

const read = (path: string): string => readFileSync(resolve(__dirname, "../..", path), "utf8")

/** `## 7. What …` with its text, of docs/fidelity.md. */
const questions = read("docs/fidelity.md")
  .split(/^(?=## \d+\. )/m)
  .slice(1)
  .map((text) => ({ number: Number(/^## (\d+)\./.exec(text)?.[1]), text }))
const tests = questions.flatMap(({ text }) =>
  [...text.matchAll(/^- \*\*Test\*\* in `(.+)`: "(.+)"$/gm)].map(([, file = "", title = ""]) => ({
    file,
    title,
  })),
)

/** The source with its titles, be they of tests or of rows of a table, without the number of a situation at their end. */
function titlesOf(source: string): string {
  return source.replace(/ \((?:R\d+(?:, )?)+\)"/g, '"')
}

describe("docs/fidelity.md", () => {
  it("answers each open question of docs/inbank-api.md, in their order", () => {
    const [, openQuestions = ""] = read("docs/inbank-api.md").split(/^## 8\. OPEN QUESTIONS.*$/m)
    const [table = ""] = openQuestions.split(/^## /m)
    const numbers = [...table.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number))
    expect(numbers.length).toBeGreaterThan(0)
    expect(questions.map(({ number }) => number)).toEqual(numbers)
  })

  it.each(["We assume", "If not", "Mended by", "Test"])("says “%s” for each of them", (part) => {
    const without = questions.filter(({ text }) => !text.includes(`\n- **${part}**`))
    expect(without.map(({ number }) => number)).toEqual([])
  })

  it("names no test in another form than the one that is held to the tests", () => {
    const mentioned = questions.flatMap(({ text }) => text.match(/\*\*Test\*\*/g) ?? [])
    expect(tests).toHaveLength(mentioned.length)
  })

  it.each([...new Set(tests.map(({ file }) => file))])("names tests of %s that are there", (file) => {
    const source = titlesOf(read(file))
    const titles = tests.filter((test) => test.file === file).map(({ title }) => title)
    expect(titles.filter((title) => !source.includes(`"${title}"`))).toEqual([])
  })
})
