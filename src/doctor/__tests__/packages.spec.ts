import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { checkPackages } from "../checks/packages"
import { StoreFolder } from "../store-folder"

const ROOT = resolve(__dirname, "../../..")

describe("The doctor, about packages,", () => {
  let folder: string

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "inbank-doctor-")))
    await write("package.json", "{}")
  })
  afterEach(async () => await rm(folder, { recursive: true }))

  const found = () =>
    checkPackages(new StoreFolder(folder)).map(({ severity, message }) => `${severity}: ${message}`)

  it("finds nothing where the store and the plugin have one copy of Medusa", async () => {
    await mkdir(join(folder, "node_modules"))
    await symlink(join(ROOT, "node_modules/@medusajs"), join(folder, "node_modules/@medusajs"))
    expect(found()).toEqual([])
  })

  it("finds a second copy of Medusa, as a linked plugin brings it", async () => {
    await write("node_modules/@medusajs/framework/package.json", '{ "exports": { "./utils": "./utils.js" } }')
    await write("node_modules/@medusajs/framework/utils.js", "")
    expect(found()).toEqual([
      expect.stringMatching(/^error: The plugin would work with another copy of Medusa/),
    ])
  })

  it("finds a copy of what the admin's pages share beside the dashboard's own (S8)", async () => {
    const dashboard = "node_modules/@medusajs/dashboard"
    await write(`${dashboard}/package.json`, '{ "main": "./app.js" }')
    await write(`${dashboard}/app.js`, "")
    await write(`${dashboard}/node_modules/@tanstack/react-query/package.json`, '{ "version": "5.99.0" }')
    expect(found()).toEqual([
      expect.stringMatching(
        /^warning: @tanstack\/react-query is installed as 5\.\S+, and Medusa's admin brings 5\.99\.0:/,
      ),
    ])
  })

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
})
