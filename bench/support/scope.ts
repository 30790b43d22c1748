/** How much is measured. */
export interface Scope {
  /** Rounds that are not counted. */
  warmUps: number
  purchases: number
  afterSales: number
  callbackSessions: number
  callbacksPerSession: number
  callbackRounds: number
  ordersByCallback: number
  ordersByWebhook: number
  duplicateTries: number
  otherMethodWarmUps: number
  otherMethods: number
  boots: number
}

/** Reliable medians and p95, in a few minutes. */
export const FULL: Scope = {
  warmUps: 10,
  purchases: 80,
  afterSales: 30,
  callbackSessions: 200,
  callbacksPerSession: 10,
  callbackRounds: 5,
  ordersByCallback: 20,
  ordersByWebhook: 3,
  duplicateTries: 3,
  otherMethodWarmUps: 15,
  otherMethods: 25,
  boots: 5,
}

/** Counts are the same each time: a few rounds show them. */
export const QUICK: Scope = {
  ...FULL,
  warmUps: 2,
  purchases: 3,
  afterSales: 1,
}
