import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { startPostgres } from "../../../demo/support/postgres"

const DATABASE = "medusa_1"

/** A database with Medusa 1's tables and ours, made by its own command out of the packed and installed plugin. */
export default async function globalSetup(): Promise<void> {
  execFileSync("node", [join(__dirname, "../install.mjs"), "--plugin"], {
    stdio: ["ignore", "ignore", "inherit"],
  })
  const database = await startPostgres()
  globalThis.inbankTestDatabase = database
  await database.create(DATABASE)
  process.env.MEDUSA_1_DATABASE_URL = database.url(DATABASE)
}
