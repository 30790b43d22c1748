import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import type { Cleanup } from "../../test-kit/cleanup"
import { medusa, ROOT } from "../../test-kit/medusa"
import { startPostgres, type Database } from "../../test-kit/postgres"
import type { Seeded } from "../../demo/store/seed"
import { DATABASE, theTemplate } from "../../integration-tests/support/shop-template"
import { demoShop } from "../../src/sandbox"

export const STORE = join(ROOT, "bench/store")
export const MERCHANT = { email: "merchant@example.com", password: "supersecret" }

/** As in a shop: what is committed is on the disk. */
const DURABLE = ["-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on"]
const seededSchema: z.ZodType<Seeded> = z.object({
  publishableKey: z.string(),
  regionId: z.string(),
  shippingOptionId: z.string(),
  variants: z.record(z.string(), z.string()),
})

/** One PostgreSQL with a filled shop that is copied for each store. */
export interface Shop {
  postgres: Database
  /** The database that holds it. */
  template: string
  seeded: Seeded
  directory: string
  cleanup: Cleanup
}

/**
 * Makes databases with the shop in them, one after the other: PostgreSQL copies only a database without connections.
 */
export async function copyShop({ postgres, template }: Shop, names: readonly string[]): Promise<void> {
  const administrator = knex({ client: "pg", connection: postgres.url("postgres"), pool: { min: 0, max: 1 } })
  try {
    for (const name of names) await administrator.raw("create database ?? template ??", [name, template])
  } finally {
    await administrator.destroy()
  }
}

/** The tests' own shop, where this runs as a test: it need not be filled again to count statements. */
export async function shopToCount(directory: string, cleanup: Cleanup): Promise<Shop> {
  if (process.env.SHOP_TEMPLATE === undefined) return await fillShop(directory, cleanup)
  const { cluster, seeded } = theTemplate()
  const postgres = await startDatabase(cleanup, cluster)
  return { postgres, template: DATABASE, seeded, directory, cleanup }
}

/** Makes and fills a shop with every way to pay. */
export async function fillShop(directory: string, cleanup: Cleanup): Promise<Shop> {
  const template = "shop"
  const postgres = await startDatabase(cleanup)
  await postgres.create(template)
  const env = {
    ...STORE_SETTINGS,
    BENCH_PAYMENT: "all",
    DATABASE_URL: postgres.url(template),
    ...NOWHERE,
    DEMO_EMAIL: MERCHANT.email,
    DEMO_PASSWORD: MERCHANT.password,
    // The seed is TypeScript; its types are checked elsewhere.
    TS_NODE_TRANSPILE_ONLY: "true",
  }
  const run = async (...args: string[]) =>
    await medusa({ args, cwd: STORE, env, log: join(directory, "shop.log"), cleanup })
  // Nobody searches in these shops, and an empty database has nothing to migrate.
  await run("db:migrate", "--skip-scripts", "--skip-search")
  const file = join(directory, "seeded.json")
  const providers = ["pp_system_default", "pp_inbank_ee", "pp_stripe_stripe"]
  await run("exec", join(ROOT, "demo/store/seed-demo.ts"), file, ...providers)
  const seeded = seededSchema.parse(JSON.parse(await readFile(file, "utf8")))
  return { postgres, template, seeded, directory, cleanup }
}

async function startDatabase(cleanup: Cleanup, copyOf?: string): Promise<Database> {
  cleanup.refuseIfBegun()
  const starting = startPostgres({ copyOf, flags: DURABLE })
  cleanup.later(async () => await (await starting).stop())
  return await starting
}

/** The settings that all stores share. */
export const STORE_SETTINGS = {
  NODE_ENV: "production",
  NODE_OPTIONS: "",
  LOG_LEVEL: "warn",
  INBANK_SHOP_UUID: demoShop.shopUuid,
  INBANK_API_KEY: demoShop.apiKey,
}

const NOWHERE = {
  BACKEND_URL: "http://127.0.0.1:9",
  INBANK_API_URL: "http://127.0.0.1:9",
  STRIPE_STUB_URL: "http://127.0.0.1:9",
  STRIPE_WEBHOOK_SECRET: "whsec_none",
}
