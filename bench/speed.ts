import type { Cleanup } from "../demo/support/cleanup"
import type { Narrator } from "../demo/support/narrator"
import { purchaseChart } from "./chart"
import { comparisons, type Counted, type Timed } from "./measured"
import { measureAnotherMethod } from "./operations/another-method"
import { measureBoots, type Boots } from "./operations/boot"
import { measureCallbacks } from "./operations/callbacks"
import { measureDuplicates } from "./operations/duplicates"
import { measureOffers } from "./operations/offers"
import { measurePurchase } from "./operations/purchase"
import { measureTimeToOrder } from "./operations/time-to-order"
import { writeImage, writeInto } from "./pages"
import { report } from "./report"
import { allFindings, recordPart, targetTable, type Finding, type Results } from "./results"
import { startContenders, type Contenders } from "./support/contenders"
import { describeMachine } from "./support/machine"
import { FULL, QUICK, type Scope } from "./support/scope"
import { fillShop, type Shop } from "./support/shop"
import { sum } from "./support/side-by-side"
import { countedTargets, timedTargets } from "./targets"

interface Run {
  directory: string
  cleanup: Cleanup
  narrator: Narrator
}

/** The part "speed" of the bench: this plugin beside Medusa's own ways to pay. */
export const measureSpeed = { quickly, fully }

async function quickly({ directory, cleanup, narrator }: Run): Promise<Finding[]> {
  const { phase } = narrator
  const shop = await phase("Filling a shop", async () => await fillShop(directory, cleanup))
  const contenders = await phase("Starting three stores", async () => await startContenders(shop))
  return countedTargets(await count(contenders, QUICK, narrator))
}

/** Keeps the results, and writes them into docs/performance.md. @returns those of all parts. */
async function fully({ directory, cleanup, narrator }: Run): Promise<Results> {
  const { phase } = narrator
  const shop = await phase("Filling a shop", async () => await fillShop(directory, cleanup))
  const boots = await phase("Booting in turn", async () => await measureBoots(shop, FULL.boots))
  const contenders = await phase("Starting three stores", async () => await startContenders(shop))
  const counted = await count(contenders, FULL, narrator)
  const timed = await time(shop, contenders, boots, narrator)
  const machine = await describeMachine(shop.postgres)
  const results = await recordPart("speed", {
    machine,
    findings: [...countedTargets(counted), ...timedTargets(counted, timed)],
    measured: {
      steps: comparisons(counted.purchase),
      ...timed,
      duplicates: counted.duplicates,
      offers: counted.offers,
    },
  })
  await writeImage("performance-purchase.svg", purchaseChart(Object.values(comparisons(counted.purchase))))
  await writeInto("speed", report(machine, counted, timed))
  await writeInto("targets", targetTable(allFindings(results)))
  return results
}

async function count(contenders: Contenders, scope: Scope, { phase }: Narrator): Promise<Counted> {
  const upstreamAtBoot = sum(contenders.inbank.upstream())
  const purchase = await phase(
    "Purchases, side by side",
    async () => await measurePurchase(contenders, scope),
  )
  const duplicates = await phase("Equal callbacks", async () => await measureDuplicates(contenders, scope))
  const offers = await phase("Product views", async () => await measureOffers(contenders))
  return { purchase, duplicates, offers, upstreamAtBoot }
}

async function time(shop: Shop, contenders: Contenders, boots: Boots, { phase }: Narrator): Promise<Timed> {
  return {
    timeToOrder: await phase("Callback to order", async () => await measureTimeToOrder(contenders, FULL)),
    callbacks: await phase("Callbacks under load", async () => await measureCallbacks(contenders, FULL)),
    anotherMethod: await phase(
      "Another method, Inbank down",
      async () => await measureAnotherMethod(shop, contenders, FULL),
    ),
    boots,
  }
}
