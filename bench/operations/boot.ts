import { BenchStore, type ProcessState } from "../support/bench-store"
import { copyShop, type Shop } from "../support/shop"
import { median, quantile } from "../support/statistics"

export interface Boots {
  /** Milliseconds until it listens, and processor time until then. */
  milliseconds: Difference
  processorMilliseconds: Difference
  /** Of memory, after garbage collection. */
  heapMegabytes: Difference
  residentMegabytes: Difference
}

/**
 * The value of a store without the plugin, and what the plugin adds: the median of the differences of neighbours, with
 * quartiles.
 */
export interface Difference {
  without: number
  added: number
  lowerQuartile: number
  upperQuartile: number
}

const NOWHERE = { INBANK_API_URL: "http://127.0.0.1:9" }

/** Starts a store without and with the plugin, alternately. */
export async function measureBoots(shop: Shop, boots: number): Promise<Boots> {
  const names = ["boot_system", "boot_inbank"] as const
  await copyShop(shop, names)
  const states: Record<(typeof names)[number], ProcessState[]> = { boot_system: [], boot_inbank: [] }
  for (let boot = 0; boot < boots; boot += 1) {
    for (const name of boot % 2 === 0 ? names : names.toReversed()) {
      const payment = name === "boot_inbank" ? "inbank" : "system"
      const store = await BenchStore.start(shop, name, { BENCH_PAYMENT: payment, ...NOWHERE })
      states[name].push(await store.process())
      await store.stop()
    }
  }
  const difference = (figure: (state: ProcessState) => number): Difference => {
    const without = states.boot_system.map(figure)
    const added = states.boot_inbank.map((state, at) => figure(state) - (without[at] ?? NaN))
    return {
      without: median(without),
      added: median(added),
      lowerQuartile: quantile(added, 0.25),
      upperQuartile: quantile(added, 0.75),
    }
  }
  return {
    milliseconds: difference((state) => state.bootMilliseconds),
    processorMilliseconds: difference((state) => state.bootProcessorMilliseconds),
    heapMegabytes: difference((state) => state.heapUsed / 2 ** 20),
    residentMegabytes: difference((state) => state.rss / 2 ** 20),
  }
}
