import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StoreFolder } from "../store-folder"

/** As the compiler of Medusa's starter writes it. */
const SYNTAX_ERROR = [
  "  x Expected ';', got '!'",
  "    ,-[medusa-config.ts:9:1]",
  "  9 |   databaseUrl: process.env.DATABASE_URL!",
  "    `----",
  "",
  "",
  "Caused by:",
  "    Syntax Error",
  "",
  "Stack backtrace:",
  "   0: <unknown>",
].join("\n")

describe("A store's folder", () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "inbank-doctor-"))
    const framework = join(folder, "node_modules/@medusajs/framework")
    await mkdir(framework, { recursive: true })
    await writeFile(join(framework, "package.json"), '{ "exports": { "./utils": "./utils.js" } }')
    await writeFile(
      join(framework, "utils.js"),
      `exports.loadEnv = () => {}
       exports.getConfigFile = async () => ({ configModule: null, error: new Error(${JSON.stringify(SYNTAX_ERROR)}) })`,
    )
  })
  afterEach(async () => await rm(folder, { recursive: true }))

  it("says where its configuration cannot be read, and not where in the compiler that was noticed", async () => {
    await expect(new StoreFolder(folder).config()).rejects.toThrow(
      new Error(`medusa-config cannot be loaded: ${SYNTAX_ERROR.split("\n").slice(0, 4).join("\n")}`),
    )
  })
})
