import { table } from "../../test-kit/table"
import { writeInto } from "../../test-kit/written-parts"
import { LIFECYCLE } from "./lifecycle"
import type { Row } from "./matrix"
import type { Failure } from "./try-row"

const PART = { page: "docs/versions.md", name: "versions", command: "npm run test:versions" }

export interface Tried {
  row: Row
  failures: Failure[]
}

export async function writeTable(tried: readonly Tried[]): Promise<void> {
  await writeInto(PART, versionsTable(tried, new Date()))
}

/** Each row with what did not hold. */
export function versionsTable(tried: readonly Tried[], date: Date): string {
  const rows = tried.map(({ row, failures }) => [
    row.name,
    row.medusa,
    row.node,
    String(row.postgres),
    failures.length === 0 ? `all ${LIFECYCLE.length}` : `not: ${failures.map(({ step }) => step).join("; ")}`,
  ])
  return `Run on ${date.toISOString().slice(0, 10)}.\n\n${table(["tried", "Medusa", "Node", "PostgreSQL", "holds"], rows)}`
}
