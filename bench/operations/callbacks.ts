import { setTimeout as pause } from "node:timers/promises"
import { startedPurchases, type Contender, type Contenders } from "../support/contenders"
import { callbackOf, webhookOf } from "../support/events"
import { fire, type Load, type Shot } from "../support/load"
import type { Scope } from "../support/scope"
import { median, spreadOf, type Ratio } from "../support/statistics"

const AT_ONCE = 16
/** Medusa's own route delays the work for five seconds. */
const PUT_OFF_MS = 5_500

export interface CallbackLoad {
  /** Ours stores it before it answers. */
  ours: Load
  /** Medusa's own route, which stores nothing. */
  builtIn: Load
  /** Ours divided by built-in: more is better. */
  perSecond: Ratio
}

/**
 * Many callbacks at once about different purchases, none of which Inbank has decided: every enqueued row is reconciled,
 * with nothing to do. Our store reconciles while more callbacks come in; Medusa's own route begins when these rounds
 * are over.
 */
export async function measureCallbacks(contenders: Contenders, scope: Scope): Promise<CallbackLoad> {
  const { inbank, stripe } = contenders
  const ours = (await startedPurchases(inbank, scope.callbackSessions)).map((started) =>
    callbackOf(contenders, started),
  )
  const builtIn = (await startedPurchases(stripe, scope.callbackSessions)).map((started) =>
    webhookOf(contenders, started, "created"),
  )
  const loads: { ours: Load[]; builtIn: Load[] } = { ours: [], builtIn: [] }
  for (let round = 0; round < 1 + scope.callbackRounds; round += 1) {
    const one = async () => loads.ours.push(await burst(inbank, ours, scope))
    const other = async () => loads.builtIn.push(await burst(stripe, builtIn, scope))
    for (const begin of round % 2 === 0 ? [one, other] : [other, one]) await begin()
  }
  // The first round warms up.
  const [mine, theirs] = [loads.ours.slice(1), loads.builtIn.slice(1)]
  return {
    ours: typical(mine),
    builtIn: typical(theirs),
    perSecond: spreadOf(mine.map((load, at) => load.perSecond / (theirs[at]?.perSecond ?? NaN))),
  }
}

async function burst({ store, name }: Contender, shots: readonly Shot[], scope: Scope): Promise<Load> {
  const all = Array.from({ length: scope.callbacksPerSession }, () => shots).flat()
  const load = await fire(all, AT_ONCE)
  if (name === "stripe") await pause(PUT_OFF_MS)
  await store.rest(300)
  return load
}

/** Medians over the rounds, also of their p99. */
function typical(loads: readonly Load[]): Load {
  return {
    perSecond: median(loads.map(({ perSecond }) => perSecond)),
    p50: median(loads.map(({ p50 }) => p50)),
    p99: median(loads.map(({ p99 }) => p99)),
  }
}
