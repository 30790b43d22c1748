import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { reliabilityPage, specsByNumber } from "./page"
import { CHAPTERS } from "./situations"

const PAGE = join(__dirname, "../../docs/reliability.md")
const situations = CHAPTERS.flatMap((chapter) => chapter.situations)

describe("docs/reliability.md", () => {
  it("names for each situation the specs whose titles carry its number", () => {
    if (process.env.DRAW_RELIABILITY) writeFileSync(PAGE, reliabilityPage())
    expect(readFileSync(PAGE, "utf8")).toBe(reliabilityPage())
  })

  it("has a test for every situation, or says why not", () => {
    const tests = specsByNumber()
    const open = situations.filter(({ number, untested }) => !tests.has(number) && !untested)
    expect(open.map(({ number }) => `R${number}`)).toEqual([])
  })

  it("knows every number that a test's title carries", () => {
    const known = new Set(situations.map(({ number }) => number))
    const strange = [...specsByNumber().keys()].filter((number) => !known.has(number))
    expect(strange).toEqual([])
  })
})
