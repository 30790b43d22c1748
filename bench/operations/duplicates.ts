import { setTimeout as pause } from "node:timers/promises"
import { confirmedPurchases, type Contender, type Contenders, type Started } from "../support/contenders"
import { callbackOf, webhookOf } from "../support/events"
import { fire, type Shot } from "../support/load"
import type { Scope } from "../support/scope"
import { sum } from "../support/side-by-side"
import { median } from "../support/statistics"

/** What some equal callbacks at once cost, until the store is at rest. */
export interface Copies {
  copies: number
  queries: number
  upstream: number
  /** Of the one cart: more than one would be a double sale. */
  orders: number
}

export interface Duplicates {
  ours: { one: Copies; ten: Copies; fifty: Copies }
  /** Medusa's own route, where it was tried: of one, and of ten at once. */
  builtIn?: { one: Copies; ten: Copies }
}

export async function measureDuplicates(contenders: Contenders, scope: Scope): Promise<Duplicates> {
  const { inbank, stripe } = contenders
  const ours = async (copies: number) =>
    await costOf(inbank, copies, scope.duplicateTries, (started) => callbackOf(contenders, started))
  const builtIn = async (copies: number) =>
    await costOf(stripe, copies, 1, (started) => webhookOf(contenders, started, "confirmed"))
  // What is done for the first time in a process reads more than later.
  await ours(1)
  return {
    ours: { one: await ours(1), ten: await ours(10), fifty: await ours(50) },
    ...(scope.withPeers && { builtIn: { one: await builtIn(1), ten: await builtIn(10) } }),
  }
}

/** Longer than two looks at the same cart wait for one another. */
const QUIET_MS = 700
/** Medusa's own route begins so much later. */
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

/** Medusa's scheduled jobs run at full minutes, and what they ask is none of the callback's. */
async function farFromAFullMinute(): Promise<void> {
  while (new Date().getSeconds() < 2 || new Date().getSeconds() > 50) await pause(200)
}
