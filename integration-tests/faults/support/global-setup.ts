import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { makeShopTemplate } from "../../support/make-shop-template"

/** A shop that each suite starts a server of its own from, and a place for the lines of the table at the end. */
export default async function globalSetup(): Promise<void> {
  process.env.FAULTS_DIRECTORY = await mkdtemp(join(tmpdir(), "inbank-faults-"))
  await makeShopTemplate()
}
