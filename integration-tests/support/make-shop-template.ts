import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Cleanup } from "../../test-kit/cleanup"
import { medusa, ROOT } from "../../test-kit/medusa"
import { startPostgres } from "../../test-kit/postgres"
import { DATABASE, MERCHANT, PROVIDERS, STORE, STORE_SETTINGS, templateSchema } from "./shop-template"

/**
 * Makes and fills a shop's database, once in a run: two Medusa commands take longer than a small suite. Whoever needs a
 * shop starts a server from a copy of it. Both `http` and `faults` ask for it, in the process that jest was started in.
 * Whoever starts jest many times (`mutations`) makes it before.
 */
export async function makeShopTemplate(): Promise<void> {
  globalThis.inbankShopTemplate ??=
    process.env.SHOP_TEMPLATE === undefined ? make() : Promise.resolve(notOurs)
  await globalThis.inbankShopTemplate
}

/** Asked twice, it is still deleted once. */
export async function deleteShopTemplate(): Promise<void> {
  await globalThis.inbankShopTemplate?.then((remove) => remove())
}

async function notOurs(): Promise<void> {}

/** @returns what deletes it. */
async function make(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "inbank-template-"))
  const cleanup = new Cleanup()
  cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
  try {
    const database = await startPostgres()
    cleanup.later(async () => await database.stop())
    await database.create(DATABASE)
    const env = {
      ...STORE_SETTINGS,
      // A suite that turns Medusa's roles on finds their tables too.
      MEDUSA_FF_RBAC: "true",
      DATABASE_URL: database.url(DATABASE),
      INBANK_API_URL: "http://127.0.0.1:9",
      BACKEND_URL: "http://127.0.0.1:9",
      DEMO_EMAIL: MERCHANT.email,
      DEMO_PASSWORD: MERCHANT.password,
      // The seed is TypeScript; its types are checked elsewhere.
      TS_NODE_TRANSPILE_ONLY: "true",
    }
    const run = async (more: Record<string, string>, ...args: string[]) => {
      const log = join(directory, "template.log")
      await medusa({ args, cwd: STORE, env: { ...env, ...more }, log, cleanup })
    }
    // Nobody searches in these shops, and a database that is empty has nothing to move.
    await run({}, "db:migrate", "--skip-scripts", "--skip-search")
    const file = join(directory, "seeded.json")
    const seed = join(ROOT, "demo/store/seed-demo.ts")
    await run({ MEDUSA_FF_RBAC: "false" }, "exec", seed, file, ...PROVIDERS)
    await database.halt()
    const seeded = JSON.parse(await readFile(file, "utf8")) as unknown
    const template = templateSchema.parse({ cluster: database.directory, seeded })
    process.env.SHOP_TEMPLATE = JSON.stringify(template)
    return async () => await cleanup.run()
  } catch (error) {
    await cleanup.run()
    throw error
  }
}
