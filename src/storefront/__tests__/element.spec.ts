import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import { LANGUAGES } from "../../domain/languages"
import { TEXTS } from "../element/texts"

const run = promisify(execFile)
const BUILD = resolve(__dirname, "../element/build.mjs")
const LIMIT = 5_000

describe("The storefront element's script", () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inbank-element-"))
    await run(process.execPath, [BUILD, folder])
  })
  afterAll(async () => await rm(folder, { recursive: true, force: true }))

  it("is one module of at most 5 kB gzipped, with all seven languages", async () => {
    const script = await readFile(join(folder, "element.js"))
    const { length } = gzipSync(script, { level: 9 })
    process.stdout.write(`element.js: ${length} bytes gzipped of ${LIMIT}, ${script.length} as it is\n`)
    expect(length).toBeLessThanOrEqual(LIMIT)
    expect(script.toString()).not.toMatch(/\bimport\s*["'{*]|\bfrom\s*["']/)
  })

  it("does nothing and throws nothing where a server imports it to render a page", async () => {
    const address = pathToFileURL(join(folder, "element.js")).href
    const code = `await import(${JSON.stringify(address)}); console.log("imported")`
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd: folder })
    expect(stdout).toBe("imported\n")
  })

  it("says everything in each language, with a place for the amount wherever English has one", () => {
    expect(Object.keys(TEXTS).sort()).toEqual([...LANGUAGES].sort())
    const places = (text: string) => text.split("\n").map((line) => line.split("{}").length - 1)
    for (const text of Object.values(TEXTS)) {
      expect(text.split("\n").filter((line) => line.trim() !== "")).toHaveLength(20)
      expect(places(text)).toEqual(places(TEXTS.en ?? ""))
    }
  })
})
