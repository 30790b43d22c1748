import { readFile } from "node:fs/promises"
import { cpus, release, totalmem, type } from "node:os"
import { join } from "node:path"
import { knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import { ROOT } from "../../demo/support/medusa"
import type { Database } from "../../demo/support/postgres"
import type { Machine } from "../results"

/** Where the figures come from: without it they mean nothing. */
export async function describeMachine(postgres: Database): Promise<Machine> {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    versions: {
      node: process.versions.node,
      postgresql: await postgresVersion(postgres),
      "@medusajs/medusa": await versionIn("node_modules/@medusajs/medusa"),
      "@medusajs/payment-stripe": await versionIn("node_modules/@medusajs/payment-stripe"),
      "medusa-payment-inbank": await versionIn("."),
    },
  }
}

async function versionIn(folder: string): Promise<string> {
  const text = await readFile(join(ROOT, folder, "package.json"), "utf8")
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

async function postgresVersion(postgres: Database): Promise<string> {
  const database = knex({ client: "pg", connection: postgres.url("postgres"), pool: { min: 0, max: 1 } })
  try {
    const { rows } = await database.raw<{ rows: { server_version: string }[] }>("show server_version")
    return rows[0]?.server_version.split(" ")[0] ?? "unknown"
  } finally {
    await database.destroy()
  }
}
