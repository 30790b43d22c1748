import { DataSource } from "typeorm"
import { z } from "zod"
import { InbankSessionSchema } from "../models/inbank-session"

const configSchema = z.object({
  projectConfig: z.object({
    database_url: z.string(),
    database_schema: z.string().optional(),
    database_extra: z.record(z.string(), z.unknown()).optional(),
  }),
})

/**
 * Medusa 1 keeps a connection of its pool while it waits for a payment processor. If the processor took another one of
 * the same pool, ten checkouts at once would wait for each other forever: so it has a small pool of its own.
 */
const CONNECTIONS = 2

const sources = new Map<string, Promise<DataSource>>()

/** The plugin's own connections to the store's database, one pool for each process. */
export async function dataSourceOf(medusaConfig: unknown): Promise<DataSource> {
  const {
    database_url: url,
    database_schema: schema,
    database_extra,
  } = configSchema.parse(medusaConfig).projectConfig
  const key = JSON.stringify([url, schema, database_extra])
  const known = sources.get(key)
  if (known) return await known
  const made = new DataSource({
    type: "postgres",
    url,
    schema,
    entities: [InbankSessionSchema],
    extra: { ...database_extra, max: CONNECTIONS, allowExitOnIdle: true },
  }).initialize()
  sources.set(key, made)
  // A database that was down is asked again at the next call.
  made.catch(() => sources.delete(key))
  return await made
}
