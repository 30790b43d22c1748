import type { Cleanup } from "../test-kit/cleanup"
import type { Narrator } from "../test-kit/narrator"
import { purchaseChart } from "./chart"
import { comparisons, type Counted, type Timed } from "./measured"
import { measureAnotherMethod } from "./operations/another-method"
import { measureBoots, type Boots } from "./operations/boot"
import { measureCallbacks } from "./operations/callbacks"
import { measureDuplicates, measurePeersDuplicates } from "./operations/duplicates"
import { measureOffers } from "./operations/offers"
import { measurePurchase } from "./operations/purchase"
import { measureTimeToOrder } from "./operations/time-to-order"
import { writeImage, writeInto } from "./pages"
import { report } from "./report"
import type { Finding, Machine } from "./findings"
import { startContenders, startInbankAlone, type Contenders, type Lineup } from "./support/contenders"
import { describeMachine } from "./support/machine"
import { FULL, QUICK, type Scope } from "./support/scope"
import { fillShop, shopToCount, type Shop } from "./support/shop"
import { sum } from "./support/side-by-side"
import { countedTargets, timedTargets } from "./targets"

interface Run {
  directory: string
  cleanup: Cleanup
  narrator: Narrator
}

/** This plugin compared with Medusa's own ways to pay. */
export interface Speed {
  machine: Machine
  findings: Finding[]
  measured: Counted & Timed
}

/** Only the counts. */
export async function measureSpeedQuickly({ directory, cleanup, narrator }: Run): Promise<Finding[]> {
  const { phase } = narrator
  const shop = await phase("Filling a shop", async () => await shopToCount(directory, cleanup))
  const lineup = await phase("Starting a store", async () => await startInbankAlone(shop))
  return countedTargets(await count(lineup, QUICK, narrator))
}

export async function measureSpeed({ directory, cleanup, narrator }: Run): Promise<Speed> {
  const { phase } = narrator
  const shop = await phase("Filling a shop", async () => await fillShop(directory, cleanup))
  const boots = await phase("Booting in turn", async () => await measureBoots(shop, FULL.boots))
  const contenders = await phase("Starting three stores", async () => await startContenders(shop))
  const counted = await count(contenders, FULL, narrator)
  const timed = await time(shop, contenders, boots, narrator)
  return {
    machine: await describeMachine(),
    findings: [...countedTargets(counted), ...timedTargets(counted, timed)],
    measured: { ...counted, ...timed },
  }
}

/** Writes to docs/performance.md, with a chart. */
export async function showSpeed({ machine, measured }: Speed): Promise<void> {
  const compared = Object.values(comparisons(measured.purchase))
  await writeImage("performance-purchase.svg", purchaseChart(compared))
  await writeInto("speed", report(machine, measured, measured))
}

async function count(lineup: Lineup, scope: Scope, { phase }: Narrator): Promise<Counted> {
  return {
    upstreamAtBoot: sum(lineup.inbank.upstream()),
    purchase: await phase("Purchases", async () => await measurePurchase(lineup, scope)),
    duplicates: await phase("Equal callbacks", async () => await measureDuplicates(lineup, scope)),
    offers: await phase("Product views", async () => await measureOffers(lineup)),
  }
}

async function time(shop: Shop, contenders: Contenders, boots: Boots, { phase }: Narrator): Promise<Timed> {
  return {
    peersDuplicates: await phase("Equal webhooks", async () => await measurePeersDuplicates(contenders)),
    timeToOrder: await phase("Callback to order", async () => await measureTimeToOrder(contenders, FULL)),
    callbacks: await phase("Callbacks, many at once", async () => await measureCallbacks(contenders, FULL)),
    anotherMethod: await phase(
      "Another method, Inbank down",
      async () => await measureAnotherMethod(shop, contenders, FULL),
    ),
    boots,
  }
}
