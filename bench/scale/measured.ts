import type { Drain } from "./drain"
import type { Lookup } from "./lookups"
import type { Retention } from "./retention"
import type { Relation } from "./storage"
import type { Times } from "./stopwatch"
import type { Throughput } from "./two-processes"

/** What was measured on a table of this many sessions. */
export interface AtSize {
  sessions: number
  table: Relation[]
  trail: Relation[]
  claim: Times
  lookups: Lookup[]
}

export interface Scale {
  sizes: AtSize[]
  drain: Drain
  retention: Retention
  processes: Throughput[]
}
