import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Cleanup } from "../../../demo/support/cleanup"
import { medusa, ROOT } from "../../../demo/support/medusa"
import { startPostgres } from "../../../demo/support/postgres"
import { ACCOUNTS, DATABASE, MERCHANT, STORE, STORE_SETTINGS, templateSchema } from "./template"

/** Makes and fills a shop's database once; each suite starts a server of its own from a copy of it. */
export default async function globalSetup(): Promise<void> {
  process.env.FAULTS_DIRECTORY = await mkdtemp(join(tmpdir(), "inbank-faults-"))
  const directory = process.env.FAULTS_DIRECTORY
  const cleanup = new Cleanup()
  const database = await startPostgres()
  globalThis.inbankFaultsCleanup = async () => {
    await cleanup.run()
    await database.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    await database.create(DATABASE)
    const env = {
      ...STORE_SETTINGS,
      DATABASE_URL: database.url(DATABASE),
      INBANK_API_URL: "http://127.0.0.1:9",
      BACKEND_URL: "http://127.0.0.1:9",
      DEMO_EMAIL: MERCHANT.email,
      DEMO_PASSWORD: MERCHANT.password,
      // The seed is TypeScript; its types are checked elsewhere.
      TS_NODE_TRANSPILE_ONLY: "true",
    }
    const run = async (...args: string[]) =>
      await medusa({ args, cwd: STORE, env, log: join(directory, "template.log"), cleanup })
    await run("db:migrate", "--skip-scripts")
    const seeded = join(directory, "seeded.json")
    const providers = ["pp_system_default", ...ACCOUNTS.map((id) => `pp_inbank_${id}`)]
    await run("exec", join(ROOT, "demo/store/seed-demo.ts"), seeded, ...providers)
    await database.halt()
    const template = templateSchema.parse({
      cluster: database.directory,
      seeded: JSON.parse(await readFile(seeded, "utf8")) as unknown,
    })
    process.env.FAULTS_TEMPLATE = JSON.stringify(template)
  } catch (error) {
    await globalThis.inbankFaultsCleanup()
    throw error
  }
}
