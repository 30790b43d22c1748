import { readdirSync } from "node:fs"
import { basename, join } from "node:path"
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import { error, wordsOf, type Finding } from "../finding"
import type { StoreConfig } from "../store-folder"

/** Medusa types it as `any`. */
const knexSchema = z.custom<Knex>((made) => typeof made === "function")
const MIGRATIONS = join(__dirname, "../../modules/inbank/migrations")

/** A connection to the store's database, with our tables in it, or why there is none. */
export async function openDatabase({ projectConfig }: StoreConfig): Promise<Knex | Finding> {
  const { databaseUrl, databaseSchema, databaseDriverOptions } = projectConfig
  if (!databaseUrl)
    return error("medusa-config names no database: set `databaseUrl`, which usually comes from DATABASE_URL.")
  const options = { clientUrl: databaseUrl, schema: databaseSchema, driverOptions: databaseDriverOptions }
  // Else a failure to connect would be waited out, and its reason lost.
  const pool = { min: 0, max: 2, propagateCreateError: true }
  const knex = knexSchema.parse(ModulesSdkUtils.createPgConnection({ ...options, pool }))
  try {
    const missing = await migrationsThatDidNotRun(knex)
    if (missing.length === 0) return knex
    await knex.destroy()
    return error(`The plugin's tables are missing or old (${missing.join(", ")}): run npx medusa db:migrate.`)
  } catch (failure) {
    await knex.destroy()
    return error(
      `The database cannot be used: ${wordsOf(failure)}. Check \`databaseUrl\` and that PostgreSQL runs.`,
    )
  }
}

async function migrationsThatDidNotRun(knex: Knex): Promise<string[]> {
  await knex.raw("select 1")
  const ours = readdirSync(MIGRATIONS)
    .filter((file) => /^Migration\d+\.[jt]s$/.test(file))
    .map((file) => basename(file).replace(/\.[jt]s$/, ""))
  const { rows } = await knex.raw<{ rows: { made: boolean }[] }>(
    "select to_regclass('mikro_orm_migrations') is not null as made",
  )
  if (!rows[0]?.made) return ours
  const ran = await knex<{ name: string }>("mikro_orm_migrations").whereIn("name", ours).pluck("name")
  return ours.filter((name) => !ran.includes(name))
}
