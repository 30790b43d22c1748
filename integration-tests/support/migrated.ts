import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { Client } from "@medusajs/framework/pg"
import { Cleanup } from "../../demo/support/cleanup"
import { medusa } from "../../demo/support/medusa"
import type { Database } from "../../demo/support/postgres"
import { shopSettings } from "./inbank-shops"

const MIGRATED = "migrated"

/** Brings one database to the test store's schema, for suites to copy: it takes longer than a small suite's tests. */
export async function migrateOnce(database: Database): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "inbank-migrated-"))
  const cleanup = new Cleanup()
  try {
    await database.create(MIGRATED)
    await medusa({
      args: ["db:migrate", "--skip-scripts"],
      cwd: resolve(__dirname, "../store"),
      env: {
        ...shopSettings,
        // A suite that turns Medusa's roles on finds their tables too.
        MEDUSA_FF_RBAC: "true",
        // Jest's own would reach the child.
        NODE_OPTIONS: "",
        DATABASE_URL: database.url(MIGRATED),
        INBANK_API_URL: "http://127.0.0.1:9",
        BACKEND_URL: "http://127.0.0.1:9",
      },
      log: join(directory, "migrate.log"),
      cleanup,
    })
  } finally {
    await cleanup.run()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Makes a database that is migrated already. Medusa's test runner takes one that is there as it is. */
export async function createMigrated(name: string): Promise<void> {
  const { DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
  const client = new Client({
    host: "127.0.0.1",
    port: Number(DB_PORT),
    user: DB_USERNAME,
    password: DB_PASSWORD,
    database: "postgres",
  })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${MIGRATED}"`)
  } finally {
    await client.end()
  }
}
