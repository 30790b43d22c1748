import { join } from "node:path"
import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Cleanup } from "../../test-kit/cleanup"
import { medusa } from "../../test-kit/medusa"
import { startPostgres } from "../../test-kit/postgres"
import { STORE, STORE_SETTINGS } from "../../integration-tests/support/shop-template"

const NAME = "medusa"

/** Commits reach the disk, as in a shop; the tests' database skips that. */
const DURABLE = ["-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on"]

export interface ScaleDatabase {
  url: string
  knex: Knex
}

/** An empty database with Medusa's tables and ours, as `medusa db:migrate` makes them. */
export async function migratedDatabase(directory: string, cleanup: Cleanup): Promise<ScaleDatabase> {
  const database = await startPostgres({ flags: DURABLE })
  cleanup.later(async () => await database.stop())
  await database.create(NAME)
  const url = database.url(NAME)
  const env = {
    ...STORE_SETTINGS,
    DATABASE_URL: url,
    INBANK_API_URL: "http://127.0.0.1:9",
    BACKEND_URL: "http://127.0.0.1:9",
  }
  const log = join(directory, "migrate.log")
  await medusa({ args: ["db:migrate", "--skip-scripts"], cwd: STORE, env, log, cleanup })
  const pool = knex({ client: "pg", connection: { connectionString: url }, pool: { min: 1, max: 5 } })
  cleanup.later(async () => await pool.destroy())
  return { url, knex: pool }
}
