import { join } from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import type { Cleanup } from "../../test-kit/cleanup"
import { request } from "../../test-kit/http"
import { freePort } from "../../test-kit/free-port"
import { Store } from "../../integration-tests/faults/support/store"
import type { ScaleDatabase } from "./database"
import { quickInbank } from "./quick-inbank"

const WARM_UP = 1_000
const LOOK_EVERY_MS = 250

const memorySchema = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() })
const countSchema = z.object({ count: z.coerce.number() })

export interface Drain {
  sessions: number
  seconds: number
  sweeps: number
  /** All in megabytes: what the process held before, the most it held meanwhile, and after. */
  resident: { before: number; peak: number; after: number }
  /** What was in use after garbage collection. */
  heap: { before: number; after: number }
}

/** A real store's own sweep reconciles everything that is due, as after a night without it. */
export async function measureDrain(
  { url, knex }: ScaleDatabase,
  sessions: number,
  directory: string,
  cleanup: Cleanup,
): Promise<Drain> {
  const store = new Store({
    port: await freePort(),
    databaseUrl: url,
    inbankUrl: await quickInbank(cleanup),
    // No jobs and no sweeper: only the sweeps that we run are counted.
    mode: "server",
    log: join(directory, "drain.log"),
    events: join(directory, "drain-events.jsonl"),
    cleanup,
  })
  await store.start()
  await makeDue(knex, WARM_UP)
  while ((await dueNow(knex)) > 0) await store.sweep()

  await makeDue(knex, sessions)
  const before = await memoryOf(store, true)
  const peaks = watchMemory(store)
  const began = performance.now()
  let sweeps = 0
  for (; (await dueNow(knex)) > 0; sweeps += 1) await store.sweep()
  const seconds = (performance.now() - began) / 1000
  const peak = await peaks.end()
  const after = await memoryOf(store, true)
  await store.stop()
  return {
    sessions,
    seconds,
    sweeps,
    resident: { before: before.rss, peak, after: after.rss },
    heap: { before: before.heapUsed, after: after.heapUsed },
  }
}

/** This many customers left e-POS and Inbank has not called: nothing else is due. */
async function makeDue(knex: Knex, sessions: number): Promise<void> {
  await knex.raw(
    "update inbank_session set next_check_at = null where next_check_at <= now() + interval '3 minutes'",
  )
  await knex.raw(
    `update inbank_session set session_status = 'pending', contract_status = null, checked_at = null, next_check_at = now()
     where id in (select id from inbank_session where next_check_at is null order by md5(id) limit ?)`,
    [sessions],
  )
}

async function dueNow(knex: Knex): Promise<number> {
  const due = await knex("inbank_session")
    .where("next_check_at", "<=", knex.fn.now())
    .count("* as count")
    .first()
  return countSchema.parse(due).count
}

async function memoryOf(store: Store, collect = false): Promise<z.output<typeof memorySchema>> {
  const address = `${store.url}/test/memory${collect ? "?collect" : ""}`
  const { rss, heapUsed, external } = memorySchema.parse((await request("GET", address, {})).body)
  return { rss: rss / 1e6, heapUsed: heapUsed / 1e6, external: external / 1e6 }
}

/** The most memory that the process holds, read again and again until the end. */
function watchMemory(store: Store): { end: () => Promise<number> } {
  let peak = 0
  const over = new AbortController()
  const watching = (async () => {
    while (!over.signal.aborted) {
      peak = Math.max(peak, (await memoryOf(store)).rss)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  })()
  return {
    end: async () => {
      over.abort()
      await watching
      return peak
    },
  }
}
