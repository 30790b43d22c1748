import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { confirmedPurchases, type Contender, type Contenders, type Started } from "../support/contenders"
import { callbackOf, webhookOf } from "../support/events"
import { fire, type Shot } from "../support/load"
import type { Scope } from "../support/scope"

/** Milliseconds from the answered callback until the order is paid, while the customer is gone. */
export interface TimeToOrder {
  ours: number[]
  builtIn: number[]
}

export async function measureTimeToOrder(contenders: Contenders, scope: Scope): Promise<TimeToOrder> {
  const { inbank, stripe } = contenders
  const times: TimeToOrder = { ours: [], builtIn: [] }
  for (const started of await confirmedPurchases(inbank, scope.ordersByCallback)) {
    times.ours.push(await timeToOrder(inbank, started, callbackOf(contenders, started)))
  }
  for (const started of await confirmedPurchases(stripe, scope.ordersByWebhook)) {
    times.builtIn.push(await timeToOrder(stripe, started, webhookOf(contenders, started, "confirmed")))
  }
  return times
}

async function timeToOrder({ store }: Contender, started: Started, shot: Shot): Promise<number> {
  await fire([shot], 1)
  const answered = performance.now()
  while (!(await store.paymentOf(started))) {
    if (performance.now() - answered > 30_000) throw new Error(`${store.url}: no order came of ${started.id}`)
    await pause(5)
  }
  const milliseconds = performance.now() - answered
  await store.rest(100)
  return milliseconds
}
