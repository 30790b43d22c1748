import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { parseEnv } from "node:util"
import { ROOT } from "../../test-kit/medusa"
import { run, type Ended } from "./commands"
import type { Bed } from "./doctor-cases"

/** As Medusa's starter writes it. */
const CONFIG = `import { loadEnv, defineConfig } from '@medusajs/framework/utils'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: process.env.STORE_CORS!,
      adminCors: process.env.ADMIN_CORS!,
      authCors: process.env.AUTH_CORS!,
      jwtSecret: process.env.JWT_SECRET || "supersecret",
      cookieSecret: process.env.COOKIE_SECRET || "supersecret",
    }
  }
})
`

const TSCONFIG = { compilerOptions: { target: "ES2021", module: "Node16", moduleResolution: "Node16" } }

/** What the starter has beside Medusa, and a bare store has not. */
const DEV_DEPENDENCIES = ["typescript", "ts-node"]

/** A store as Medusa's starter makes it, which has the plugin's package and nothing of it in its configuration. */
export function initCases(bed: () => Bed): void {
  let folder: string
  let links: string[]

  beforeAll(async () => {
    const { store, settings } = bed()
    folder = join(store.folder, "starter")
    links = DEV_DEPENDENCIES.map((name) => join(store.folder, "node_modules", name))
    await mkdir(folder)
    for (const [index, name] of DEV_DEPENDENCIES.entries())
      await symlink(join(ROOT, "node_modules", name), links[index] ?? "")
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG))
    await writeFile(join(folder, "medusa-config.ts"), CONFIG)
    await writeFile(
      join(folder, ".env"),
      `DATABASE_URL=${settings.DATABASE_URL}\nBACKEND_URL=${settings.BACKEND_URL}`,
    )
  })
  afterAll(async () => {
    for (const made of [folder, ...links]) await rm(made, { recursive: true })
  })

  it("asks for a country", async () => {
    const { exitCode, said } = await plugin("init")
    expect(said).toMatch(/^init needs --country ee\|lv\|lt\|pl\|cz:.*\n\nUsage: medusa-payment-inbank init/)
    expect(exitCode).toBe(2)
  })

  it("adds what the doctor misses, and the store takes payments once its variables are filled in", async () => {
    const missing = /medusa-config has no (entry of the plugin|payment provider of ours)/g
    expect((await plugin("doctor")).said.match(missing)).toHaveLength(2)

    const { exitCode, said } = await plugin("init", "--country", "ee")
    expect(said).toMatch(/^medusa-config\.ts\n[^]*\n\n\.env\n[^]*\n\nNext:\n/)
    expect(exitCode).toBe(0)
    const empty = await plugin("doctor")
    expect(empty.said).toMatch(/pp_inbank_ee\n {2}error {4}Inbank: option `shopUuid` is required\./)
    expect(empty.said).not.toMatch(missing)

    await fillIn()
    const filled = await plugin("doctor")
    expect(filled.said).toContain("\n0 errors, ")
    expect(filled.exitCode).toBe(0)
  })

  it("has nothing to do a second time", async () => {
    const { exitCode, said } = await plugin("init", "--country", "ee")
    expect(said).toMatch(/^Nothing to do: medusa-config\.ts has both entries/)
    expect(exitCode).toBe(0)
  })

  /** The values of .env.example, and the address of this run's sandbox. */
  async function fillIn(): Promise<void> {
    const example = parseEnv(await readFile(join(ROOT, ".env.example"), "utf8"))
    const values: NodeJS.Dict<string> = { ...example, ...bed().settings }
    const file = join(folder, ".env")
    const text = await readFile(file, "utf8")
    await writeFile(
      file,
      text.replaceAll(/^(\w+)=$/gm, (_line, name: string) => `${name}=${values[name] ?? ""}`),
    )
  }

  async function plugin(...args: string[]): Promise<Ended> {
    return await run({ command: bed().store.bin("medusa-payment-inbank"), args, cwd: folder })
  }
}
