import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Cleanup } from "../../test-kit/cleanup"
import type { Part } from "../findings"
import type { AtSize, Scale } from "./measured"
import { measureClaim } from "./claim"
import { migratedDatabase } from "./database"
import { measureDrain } from "./drain"
import { fill } from "../../integration-tests/support/filled-tables"
import { findingsOf } from "./findings"
import { measureLookups } from "./lookups"
import { measureRetention } from "./retention"
import { measureProcesses } from "./two-processes"
import { sizesOf } from "./storage"

const DUE = 10_000

/** The plugin's own tables at ten thousand and at a million sessions, asked by the plugin's own code. Takes minutes. */
export async function measureScale(): Promise<Pick<Part, "findings"> & { measured: Scale }> {
  const cleanup = new Cleanup()
  const directory = await mkdtemp(join(tmpdir(), "inbank-scale-"))
  cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
  try {
    const database = await migratedDatabase(directory, cleanup)
    const { knex } = database
    const sizes: AtSize[] = []
    for (const sessions of [10_000, 1_000_000]) {
      await fill(knex, { sessions, due: DUE })
      const table = await sizesOf(knex, "inbank_session")
      const trail = await sizesOf(knex, "inbank_event")
      sizes.push({
        sessions,
        table,
        trail,
        lookups: await measureLookups(knex),
        claim: await measureClaim(knex),
      })
    }
    const measured = {
      sizes,
      drain: await measureDrain(database, DUE, directory, cleanup),
      retention: await measureRetention(knex),
      processes: await measureProcesses(),
    }
    return { findings: findingsOf(measured), measured }
  } finally {
    await cleanup.run()
  }
}
