import { Cleanup } from "../../test-kit/cleanup"
import { startPostgres } from "../../test-kit/postgres"
import { RedisServer } from "../../test-kit/redis"
import type { BareStore } from "../package/bare-store"
import { LIFECYCLE, type Scene } from "./lifecycle"
import type { Row } from "./matrix"
import { openShop } from "./open-shop"
import { throughPgBouncer } from "./pgbouncer"
import type { Programs } from "./programs"

const DATABASE = "versions"

/** Where it went wrong, and how. */
export interface Failure {
  step: string
  error: string
}

/** A store in these versions, made from nothing, and everything of the lifecycle. */
export async function tryRow(row: Row, installed: BareStore, programs: Programs): Promise<Failure[]> {
  const cleanup = new Cleanup()
  try {
    const store = installed.runBy(await programs.node(row))
    return await played(await openShop(store, await around(row, programs, cleanup), cleanup))
  } catch (error) {
    return [{ step: "the start", error: String(error) }]
  } finally {
    await cleanup.run()
  }
}

async function around(row: Row, programs: Programs, cleanup: Cleanup) {
  const { schema, pgbouncer } = row
  const database = await startPostgres({ release: await programs.postgres(row) })
  cleanup.later(() => database.stop())
  await database.create(DATABASE)
  if (schema !== undefined) {
    await database.run(DATABASE, `create schema "${schema}"`)
    // `databaseSchema` alone makes Medusa's own db:migrate fail: findings/database-schema-needs-a-search-path.sh.
    await database.run(DATABASE, `alter role "${database.user}" set search_path = "${schema}"`)
  }
  const redis = row.redis && (await RedisServer.start())
  if (redis) cleanup.later(() => redis.stop())
  return {
    databaseUrl: pgbouncer ? await throughPgBouncer(database, DATABASE, cleanup) : database.url(DATABASE),
    ...(schema !== undefined && { schema }),
    ...(redis && { redisUrl: redis.url }),
  }
}

async function played(theScene: Scene): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const { name, play } of LIFECYCLE) {
    await play(theScene).catch((error: unknown) => failures.push({ step: name, error: String(error) }))
  }
  return failures
}
