import { setTimeout as pause } from "node:timers/promises"
import {
  confirmedPurchases,
  type Contender,
  type Contenders,
  type Lineup,
  type Started,
} from "../support/contenders"
import { callbackOf, webhookOf } from "../support/events"
import { fire, type Shot } from "../support/load"
import type { Scope } from "../support/scope"
import { sum } from "../support/side-by-side"
import { median } from "../support/statistics"

/** The cost of several equal callbacks at once, until the store is at rest. */
export interface Copies {
  copies: number
  queries: number
  upstream: number
  /** Orders of the one cart: more than one would be a double sale. */
  orders: number
}

export interface Duplicates {
  one: Copies
  ten: Copies
  fifty: Copies
}

export async function measureDuplicates(lineup: Lineup, scope: Scope): Promise<Duplicates> {
  const ours = async (copies: number) =>
    await costOf(lineup.inbank, copies, scope.duplicateTries, (started) => callbackOf(lineup, started))
  // What a process does for the first time reads more than later.
  await ours(1)
  return { one: await ours(1), ten: await ours(10), fifty: await ours(50) }
}

/** The same for Medusa's own route. */
export async function measurePeersDuplicates(
  contenders: Contenders,
): Promise<Pick<Duplicates, "one" | "ten">> {
  const builtIn = async (copies: number) =>
    await costOf(contenders.stripe, copies, 1, (started) => webhookOf(contenders, started, "confirmed"))
  return { one: await builtIn(1), ten: await builtIn(10) }
}

/** Longer than two checks of the same cart wait for each other. */
const QUIET_MS = 700
/** Medusa's own route begins this much later. */
const PUT_OFF_MS = 5_500

async function costOf(
  contender: Contender,
  copies: number,
  times: number,
  shotOf: (started: Started) => Shot,
): Promise<Copies> {
  const { store, name } = contender
  const tries: Copies[] = []
  for (const started of await confirmedPurchases(contender, times)) {
    const shot = shotOf(started)
    await farFromAFullMinute()
    const [before, asked] = [await store.rest(QUIET_MS), upstreamCalls(contender)]
    await fire(
      Array.from({ length: copies }, () => shot),
      copies,
    )
    if (name === "stripe") await pause(PUT_OFF_MS)
    const after = await store.rest(QUIET_MS)
    tries.push({
      copies,
      queries: after.queries - before.queries,
      upstream: upstreamCalls(contender) - asked,
      orders: await store.ordersOf(started),
    })
  }
  return {
    copies,
    queries: median(tries.map(({ queries }) => queries)),
    upstream: median(tries.map(({ upstream }) => upstream)),
    orders: Math.max(...tries.map(({ orders }) => orders)),
  }
}

const upstreamCalls = (contender: Contender) => sum(contender.upstream())

/** Scheduled jobs run at full minutes, and their queries do not belong to the callback. */
async function farFromAFullMinute(): Promise<void> {
  while (new Date().getSeconds() < 2 || new Date().getSeconds() > 50) await pause(200)
}
