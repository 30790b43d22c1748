import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { z } from "zod"
import { demoShop, startSandbox, type Sandbox } from "../src/sandbox"
import type { Seeded } from "./store/seed"
import { startStorefront } from "./storefront/server"
import type { Cleanup } from "../test-kit/cleanup"
import { medusa, medusaServer, ROOT } from "../test-kit/medusa"
import type { Narrator } from "../test-kit/narrator"
import { freePort } from "../test-kit/free-port"
import { startPostgres } from "../test-kit/postgres"

export interface DemoOptions {
  /** Also builds Medusa's admin, which takes half a minute; without it the admin's HTTP routes still work. */
  admin: boolean
  /** Builds the plugin first, so that it is never out of date. */
  build: boolean
  narrator: Narrator
  /** Collects what must be undone, also after a start that fails or is interrupted: the caller runs it. */
  cleanup: Cleanup
}

/** A running store with the plugin, its storefront and the sandbox that plays Inbank. */
export interface Demo {
  storeUrl: string
  storefrontUrl: string
  merchant: { email: string; password: string }
  seeded: Seeded
  sandbox: Sandbox
}

const STORE = join(ROOT, "demo/store")
const PROVIDERS = ["pp_system_default", "pp_inbank_ee"]
const MERCHANT = { email: "merchant@example.com", password: "pohjala-demo" }

const seededSchema: z.ZodType<Seeded> = z.object({
  publishableKey: z.string(),
  regionId: z.string(),
  shippingOptionId: z.string(),
  variants: z.record(z.string(), z.string()),
})

export async function startDemo({ admin, build, narrator, cleanup }: DemoOptions): Promise<Demo> {
  const { phase } = narrator
  const directory = await mkdtemp(join(tmpdir(), "inbank-demo-"))
  cleanup.later(async () => await rm(directory, { recursive: true, force: true }))

  if (build) {
    await phase("Building the plugin", async () => {
      await medusa({ args: ["plugin:build"], cwd: ROOT, log: join(directory, "plugin-build.log"), cleanup })
      await promisify(execFile)(process.execPath, [join(ROOT, "src/storefront/element/build.mjs")])
    })
  }
  const sandbox = await startSandbox()
  cleanup.later(async () => await sandbox.close())
  const databaseUrl = await phase(
    "Starting a database",
    async () => await startDatabase("medusa_demo", cleanup),
  )

  const [storePort, storefrontPort] = [await freePort(), await freePort()]
  const storeUrl = `http://127.0.0.1:${storePort}`
  const storefrontUrl = `http://127.0.0.1:${storefrontPort}`
  const env: Record<string, string> = {
    NODE_ENV: "development",
    DATABASE_URL: databaseUrl,
    BACKEND_URL: storeUrl,
    STOREFRONT_URL: storefrontUrl,
    DEMO_ADMIN: String(admin),
    DEMO_PLUGIN: ROOT,
    DEMO_SECRET: randomBytes(24).toString("hex"),
    DEMO_EMAIL: MERCHANT.email,
    DEMO_PASSWORD: MERCHANT.password,
    INBANK_API_URL: sandbox.url,
    INBANK_SHOP_UUID: demoShop.shopUuid,
    INBANK_API_KEY: demoShop.apiKey,
  }
  const run = async (name: string, args: string[]) =>
    await medusa({ args, cwd: STORE, env, log: join(directory, `${name}.log`), cleanup })

  const filled = async () => {
    // An empty database has nothing to migrate, and nothing to search.
    const migrate = ["db:migrate", "--skip-scripts", "--skip-search"]
    await phase("Creating the tables", async () => await run("migrate", migrate))
    const file = join(directory, "seeded.json")
    await phase(
      "Filling the shop",
      async () => await run("seed", ["exec", "./seed-demo.ts", file, ...PROVIDERS]),
    )
    return seededSchema.parse(JSON.parse(await readFile(file, "utf8")))
  }
  const built = async () => {
    if (!admin) return
    env.NODE_PATH = await installedPlugin(directory)
    await phase("Building Medusa's admin", async () => await run("admin-build", ["build"]))
  }
  const [seeded] = await Promise.all([filled(), built()])

  await phase("Starting Medusa", async () => {
    const call = { args: ["start", "-H", "127.0.0.1", "-p", String(storePort)], cleanup }
    const log = join(directory, "store.log")
    // In development the admin's Vite would listen on all interfaces: a store with an admin runs as built.
    const built = { cwd: join(STORE, ".medusa/server"), env: { ...env, NODE_ENV: "production" } }
    await medusaServer({ ...call, log, ...(admin ? built : { cwd: STORE, env }) }, storeUrl)
  })
  const { publishableKey, regionId } = seeded
  const storefront = await startStorefront(storefrontPort, { storeUrl, publishableKey, regionId })
  cleanup.later(storefront.close)
  return { storeUrl, storefrontUrl, merchant: MERCHANT, seeded, sandbox }
}

/**
 * Medusa's admin looks the plugin up by its name, to find its style classes. In a store it is installed; here a link in
 * a folder of modules points to it. @returns that folder.
 */
async function installedPlugin(directory: string): Promise<string> {
  const modules = join(directory, "node_modules")
  await mkdir(modules)
  await symlink(ROOT, join(modules, "medusa-payment-inbank"))
  return modules
}

/** Undone even when it is interrupted while it starts. */
async function startDatabase(name: string, cleanup: Cleanup): Promise<string> {
  cleanup.refuseIfBegun()
  const starting = startPostgres()
  cleanup.later(async () => await (await starting).stop())
  const database = await starting
  await database.create(name)
  return database.url(name)
}
