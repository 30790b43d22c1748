import globalSetup from "./global-setup"
import { migrateOnce } from "./migrated"

/** A PostgreSQL that holds the test store's schema, to be copied by each suite. */
export default async function httpSetup(): Promise<void> {
  await globalSetup()
  if (!globalThis.inbankTestDatabase) throw new Error("the database has not started")
  await migrateOnce(globalThis.inbankTestDatabase)
}
