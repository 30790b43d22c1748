/** How much of everything is measured. */
export interface Scope {
  /** Rounds that are not counted. */
  warmUps: number
  purchases: number
  afterSales: number
}

/** Medians and p95 that mean something, in a few minutes. */
export const FULL: Scope = { warmUps: 10, purchases: 100, afterSales: 40 }

/** Counts are the same each time: a few rounds show them. */
export const QUICK: Scope = { warmUps: 2, purchases: 5, afterSales: 5 }
