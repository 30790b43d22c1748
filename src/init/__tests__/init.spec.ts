import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { StoreFolder } from "../../doctor/store-folder"
import { init } from "../init"

const ROOT = resolve(__dirname, "../../..")
const CONFIG = `module.exports = {
  projectConfig: {},
}
`

describe("init", () => {
  let folder: string

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "inbank-init-")))
    await write("package.json", "{}")
    await mkdir(join(folder, "node_modules"))
    await install("@medusajs")
    await install("typescript")
  })
  afterEach(async () => await rm(folder, { recursive: true }))

  const run = (dryRun = false) => init(new StoreFolder(folder), { country: "lv", dryRun })

  it("configures a store, shows what it adds, and says what to do next", async () => {
    await write("medusa-config.ts", CONFIG)
    await write(
      ".env",
      "DATABASE_URL=postgres://medusa:very-secret@localhost/shop\nINBANK_API_KEY=another-secret",
    )
    await write(".env.template", "DATABASE_URL=\n")
    const { exitCode, text } = run()

    expect(exitCode).toBe(0)
    expect(text).toMatch(
      /^medusa-config\.ts\n {2}\+ {3}plugins: \[\{ resolve: "medusa-payment-inbank", options: \{\} \}\],\n/,
    )
    expect(text).toMatch(
      /\n\n\.env\n {2}\+ # Inbank.*\n {2}\+ INBANK_ENVIRONMENT=demo\n[^]*\n\n\.env\.template\n[^]*\n\nNext:\n {2}1\. /,
    )
    expect(text).toContain("choose Inbank (LV)")
    expect(text).not.toContain("secret")

    expect(await read("medusa-config.ts")).toContain(`country: "lv",`)
    expect(await read(".env")).toMatch(
      /^DATABASE_URL=\S+\nINBANK_API_KEY=another-secret\n\n# [^]*\nSTOREFRONT_URL=http:\S+\n$/,
    )
    expect((await read(".env")).match(/INBANK_API_KEY/g)).toHaveLength(1)
    expect(await read(".env.template")).toMatch(/^DATABASE_URL=\n\n# [^]*\nINBANK_API_KEY=\n/)
  })

  it("has nothing to do a second time, and changes nothing", async () => {
    await write("medusa-config.js", CONFIG)
    run()
    const before = await files()
    expect(run()).toEqual({
      exitCode: 0,
      text: expect.stringMatching(/^Nothing to do: medusa-config\.js has both entries/),
    })
    expect(await files()).toEqual(before)
  })

  it("finishes what was done in part", async () => {
    await write("medusa-config.js", CONFIG)
    run()
    await rm(join(folder, ".env"))
    const { text } = run()
    expect(text).toMatch(/^\.env\n/)
    expect(await read(".env")).toContain("INBANK_SHOP_UUID=\n")
  })

  it("leaves the variables of an account that is written otherwise alone", async () => {
    await write(
      "medusa-config.mjs",
      `export default {
        plugins: ["medusa-payment-inbank"],
        modules: [{
          resolve: "@medusajs/medusa/payment",
          options: { providers: [{ resolve: "medusa-payment-inbank/providers/inbank", options: secrets("inbank") }] },
        }],
      }`,
    )
    expect(run().text).toMatch(/^Nothing to do/)
    expect(await readdir(folder)).not.toContain(".env")
  })

  it("writes nothing when it is asked to show only", async () => {
    await write("medusa-config.ts", CONFIG)
    const before = await files()
    const { exitCode, text } = run(true)
    expect(text).toMatch(/^medusa-config\.ts\n[^]*\n\n\.env\n[^]*\n\nNothing was written \(--dry-run\)\.$/)
    expect(exitCode).toBe(0)
    expect(await files()).toEqual(before)
  })

  it("changes the one that Medusa loads of two configurations", async () => {
    await write("medusa-config.ts", CONFIG)
    await write("medusa-config.js", CONFIG)
    run()
    expect(await read("medusa-config.ts")).toBe(CONFIG)
  })

  describe("changes nothing and ends with 1", () => {
    async function expectsRefusal(): Promise<string> {
      const before = await files()
      const { exitCode, text } = run()
      expect(exitCode).toBe(1)
      expect(await files()).toEqual(before)
      return text
    }

    it("in a folder without medusa-config", async () => {
      expect(await expectsRefusal()).toBe(`${folder} holds no medusa-config: run this in the store's folder.`)
    })

    it("where the configuration is no code", async () => {
      await write("medusa-config.ts", "module.exports = {\n  plugins: [,\n")
      expect(await expectsRefusal()).toMatch(/cannot be read\. medusa-config\.ts, line \d: /)
    })

    it("where it does not understand the configuration, and says what to add by hand", async () => {
      await write("medusa-config.ts", "module.exports = configure()\n")
      const text = await expectsRefusal()
      expect(text).toMatch(/^medusa-config\.ts, line 1: what is exported is no object/)
      expect(text).toContain(`\nplugins: [{ resolve: "medusa-payment-inbank", options: {} }],\n`)
      expect(text).toContain(`\nmodules: [\n  {\n    resolve: "@medusajs/medusa/payment",\n`)
      expect(text).toContain(`            country: "lv",\n`)
    })

    it.each([
      ["has no TypeScript", {}],
      ["has a TypeScript without its API", { "index.js": "exports.version = '7.0.2'" }],
    ])("where the store %s, and says what to add by hand", async (_what, packed: Record<string, string>) => {
      await write("medusa-config.ts", CONFIG)
      await rm(join(folder, "node_modules/typescript"))
      for (const [file, text] of Object.entries(packed)) {
        await mkdir(join(folder, "node_modules/typescript"))
        await write(`node_modules/typescript/${file}`, text)
      }
      const text = await expectsRefusal()
      expect(text).toContain("npm install --save-dev typescript@5\n")
      expect(text).toContain(`\nmodules: [\n`)
    })

    it("in a store of Medusa 1, which has no providers", async () => {
      await write("medusa-config.js", CONFIG)
      await rm(join(folder, "node_modules/@medusajs"))
      expect(await expectsRefusal()).toContain("docs/medusa-1.md")
    })
  })

  /** All that a person has written there. */
  async function files(): Promise<Record<string, string>> {
    const names = (await readdir(folder)).filter((name) => name !== "node_modules")
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)])))
  }

  async function install(name: string): Promise<void> {
    await symlink(join(ROOT, "node_modules", name), join(folder, "node_modules", name))
  }

  async function read(name: string): Promise<string> {
    return await readFile(join(folder, name), "utf8")
  }

  async function write(name: string, text: string): Promise<void> {
    await writeFile(join(folder, name), text)
  }
})
