import { performance } from "node:perf_hooks"
import { startSandbox, type Sandbox } from "../../src/sandbox"
import { BenchStore } from "../support/bench-store"
import { choose, complete, settingsOf, type Contenders } from "../support/contenders"
import type { Scope } from "../support/scope"
import { copyShop, type Shop } from "../support/shop"
import { blockRatios, spreadOf, type Ratio } from "../support/statistics"

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
 * A shopper pays by another method while Inbank accepts requests and answers none of them. Two stores alternate, with
 * Inbank down for one and then for the other: a difference between the two processes counts once in each direction. The
 * first store without Inbank is started without it: it has never had an answer from Inbank.
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
  const one: Lane = { store, sandbox: other }
  const two: Lane = { store: inbank.store, sandbox }
  const first = await inTurn({ without: one, beside: two }, scope)
  const second = await inTurn({ without: two, beside: one }, scope)
  sandbox.faults.clear()
  await store.stop()
  return {
    up: [...first.up, ...second.up],
    down: [...first.down, ...second.down],
    ratio: ratioOfSwapped(first, second),
  }
}

interface Half {
  up: number[]
  down: number[]
}

async function inTurn(lanes: { without: Lane; beside: Lane }, scope: Scope): Promise<Half> {
  lanes.beside.sandbox.faults.clear()
  lanes.without.sandbox.faults.add(HANGS)
  const times: Half = { up: [], down: [] }
  for (let round = 0; round < scope.otherMethodWarmUps + scope.otherMethods; round += 1) {
    const down = async () => await checkout(lanes.without.store)
    const up = async () => await checkout(lanes.beside.store)
    const took =
      round % 2 === 0 ? { down: await down(), up: await up() } : { up: await up(), down: await down() }
    if (round < scope.otherMethodWarmUps) continue
    times.down.push(took.down)
    times.up.push(took.up)
  }
  return times
}

function ratioOfSwapped(first: Half, second: Half): Ratio {
  const [one, two] = [blockRatios(first.down, first.up), blockRatios(second.down, second.up)]
  return spreadOf(one.map((ratio, at) => Math.sqrt(ratio * (two[at] ?? NaN))))
}

const HANGS = { route: "*", times: null, kind: { type: "hang_before" } } as const

async function checkout(store: BenchStore): Promise<number> {
  const [cart] = await store.carts(1)
  if (!cart) throw new Error("no cart was made")
  const began = performance.now()
  await store.methodsFor(cart)
  const { started } = await choose({ store, providerId: PROVIDER }, cart)
  await complete({ store }, started)
  const milliseconds = performance.now() - began
  await store.rest(25)
  return milliseconds
}
