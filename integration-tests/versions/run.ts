import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { prerelease } from "semver"
import { Cleanup } from "../../test-kit/cleanup"
import { narrateTo, type Narrator } from "../../test-kit/narrator"
import { BareStore } from "../package/bare-store"
import { pack } from "../package/tarball"
import { MATRIX, USUAL, type Row } from "./matrix"
import { writeTable, type Tried } from "./page"
import { Programs } from "./programs"
import { tryRow, type Failure } from "./try-row"

/**
 * npm run test:versions: the packed plugin in bare stores of other versions; the table is written to docs/versions.md.
 * --only REGEX: some rows, by name. --medusa VERSION: that Medusa alone. Nothing is written then. Ends with 1 when a row
 * does not hold.
 */
const { values: options } = parseArgs({ options: { only: { type: "string" }, medusa: { type: "string" } } })

async function main(): Promise<void> {
  const narrator = narrateTo((line) => process.stderr.write(line))
  const rows = chosenRows(options)
  const cleanup = new Cleanup()
  process.once("SIGINT", () => void cleanup.run().finally(() => process.exit(130)))
  try {
    const folder = await mkdtemp(join(tmpdir(), "inbank-versions-"))
    cleanup.later(async () => await rm(folder, { recursive: true, force: true }))
    // PostgreSQL does not run as root, and its programs are installed here.
    await chmod(folder, 0o755)
    const tarball = await pack(folder)
    const programs = new Programs(folder)
    const tried: Tried[] = []
    for (const medusa of new Set(rows.map((row) => row.medusa))) {
      const itsRows = rows.filter((row) => row.medusa === medusa)
      tried.push(...(await tryMedusa(medusa, itsRows, { tarball, programs, narrator })))
    }
    if (rows === MATRIX) await writeTable(tried)
    const failed = tried.filter(({ failures }) => failures.length > 0)
    process.stdout.write(`${tried.length - failed.length} of ${tried.length} rows hold everything\n`)
    if (failed.length > 0) process.exitCode = 1
  } finally {
    await cleanup.run()
  }
}

interface Tools {
  tarball: string
  programs: Programs
  narrator: Narrator
}

/** One installed store for all rows of a Medusa. */
async function tryMedusa(
  medusa: string,
  rows: Row[],
  { tarball, programs, narrator }: Tools,
): Promise<Tried[]> {
  const tell = (row: Row, failures: Failure[]): Tried => {
    for (const { step, error } of failures) narrator.say(`${row.name}: ${step}: ${lastLines(error)}`)
    return { row, failures }
  }
  const force = prerelease(medusa) !== null
  const install = async () => await BareStore.install({ medusa, tarball, force })
  const store = await narrator.phase(`Installing Medusa ${medusa}`, install).catch(String)
  if (typeof store === "string") return rows.map((row) => tell(row, [{ step: "npm install", error: store }]))
  try {
    const tried: Tried[] = []
    for (const row of rows)
      tried.push(tell(row, await narrator.phase(row.name, async () => await tryRow(row, store, programs))))
    return tried
  } finally {
    await store.remove()
  }
}

/** A command of Medusa's tells the whole way up to its failure. */
function lastLines(error: string): string {
  return error.split("\n").slice(-10).join("\n")
}

function chosenRows({ only, medusa }: typeof options): readonly Row[] {
  if (medusa !== undefined) return [{ ...USUAL, name: `Medusa ${medusa}`, medusa }]
  return only === undefined ? MATRIX : MATRIX.filter(({ name }) => new RegExp(only).test(name))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
