import { performance } from "node:perf_hooks"
import { startSandbox, type Sandbox } from "../../src/sandbox"
import { BenchStore } from "../support/bench-store"
import { choose, complete, settingsOf, type Contenders } from "../support/contenders"
import type { Scope } from "../support/scope"
import { copyShop, type Shop } from "../support/shop"
import { ratioOf, type Ratio } from "../support/statistics"

export interface AnotherMethod {
  /** Milliseconds of a checkout: the methods are listed, one is chosen, the order is placed. */
  up: number[]
  down: number[]
  ratio: Ratio
}

interface Lane {
  store: BenchStore
  sandbox: Sandbox
}

const PROVIDER = "pp_system_default"

/**
 * A shopper pays by another method while Inbank takes requests and answers none of them. Two stores take turns, with
 * Inbank down at the one, then at the other, so that what differs between two processes falls on both sides. The first
 * to be without Inbank was started so: it has nothing in store that Inbank ever said.
 */
export async function measureAnotherMethod(
  shop: Shop,
  { inbank, sandbox, stub }: Contenders,
  scope: Scope,
): Promise<AnotherMethod> {
  const other = await startSandbox()
  shop.cleanup.later(async () => await other.close())
  other.faults.add(HANGS)
  await copyShop(shop, ["another_method"])
  const store = await BenchStore.start(shop, "another_method", settingsOf("inbank", other, stub))
  const lanes: Lane[] = [
    { store, sandbox: other },
    { store: inbank.store, sandbox },
  ]
  const times = { up: [] as number[], down: [] as number[] }
  for (const without of lanes) {
    for (const { sandbox: each } of lanes) each.faults.clear()
    without.sandbox.faults.add(HANGS)
    for (let round = 0; round < scope.warmUps + scope.otherMethods; round += 1) {
      for (const lane of round % 2 === 0 ? lanes : lanes.toReversed()) {
        const milliseconds = await checkout(lane.store)
        await lane.store.rest(25)
        if (round >= scope.warmUps) times[lane === without ? "down" : "up"].push(milliseconds)
      }
    }
  }
  sandbox.faults.clear()
  await store.stop()
  return { ...times, ratio: ratioOf(times.down, times.up) }
}

const HANGS = { route: "*", times: null, kind: { type: "hang_before" } } as const

async function checkout(store: BenchStore): Promise<number> {
  const [cart] = await store.carts(1)
  if (!cart) throw new Error("no cart was made")
  const began = performance.now()
  await store.methodsFor(cart)
  const { started } = await choose({ store, providerId: PROVIDER }, cart)
  await complete({ store }, started)
  return performance.now() - began
}
