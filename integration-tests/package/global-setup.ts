import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "../../test-kit/postgres"
import { pack } from "./tarball"
import { DATABASES } from "./this-run"

/**
 * One PostgreSQL and one packed tarball for the stores of both Medusas. Jest runs each project's setup, in an order of its
 * own, so the database is not the one of the other tests.
 */
export default async function globalSetup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "inbank-tarball-"))
  const database = await startPostgres()
  globalThis.inbankPackageCleanup = async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
  for (const name of Object.values(DATABASES)) await database.create(name)
  process.env.PACKAGE_DATABASE_URL = database.url("postgres")
  process.env.PACKED_PLUGIN = await pack(folder)
}
