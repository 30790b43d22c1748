import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Cleanup } from "../demo/support/cleanup"
import { narrateTo } from "../demo/support/narrator"
import { measurePurchase } from "./operations/purchase"
import { startContenders } from "./support/contenders"
import { FULL, QUICK } from "./support/scope"
import { fillShop } from "./support/shop"
import { median } from "./support/statistics"

async function main(): Promise<void> {
  const isQuick = process.argv.includes("--quick")
  const scope = isQuick ? QUICK : FULL
  const { phase } = narrateTo((line) => process.stderr.write(line))
  const cleanup = new Cleanup()
  process.once("SIGINT", () => void cleanup.run().finally(() => process.exit(130)))
  try {
    const directory = await mkdtemp(join(tmpdir(), "inbank-bench-"))
    cleanup.later(async () => await rm(directory, { recursive: true, force: true }))
    const shop = await phase("Filling a shop", async () => await fillShop(directory, cleanup))
    const contenders = await phase("Starting three stores", async () => await startContenders(shop))
    const purchase = await phase(
      "Purchases side by side",
      async () => await measurePurchase(contenders, scope),
    )
    for (const [step, samples] of Object.entries(purchase)) {
      for (const { name } of contenders.all) {
        const taken = samples[name]
        console.log(
          step,
          name,
          median(taken.map((s) => s.milliseconds)).toFixed(1),
          [...new Set(taken.map((s) => s.queries))].join(),
          [...new Set(taken.map((s) => s.transactions))].join(),
          JSON.stringify(taken[0]?.upstream),
        )
      }
    }
  } finally {
    await cleanup.run()
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
})
