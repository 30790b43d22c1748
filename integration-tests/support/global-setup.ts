import { startPostgres } from "../../demo/support/postgres"

/** One PostgreSQL for a whole run. Medusa's test runner reads where it is from these variables. */
export default async function globalSetup(): Promise<void> {
  const database = await startPostgres()
  Object.assign(process.env, {
    // The word matters: with 127.0.0.1 Medusa's runner wants SSL.
    DB_HOST: "localhost",
    DB_PORT: String(database.port),
    DB_USERNAME: database.user,
    DB_PASSWORD: database.password,
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
  })
  globalThis.inbankTestDatabase = database
}
