import { startDemo, type DemoOptions } from "../run-demo"
import { approvedAtShipment, returnedInPart, withdrawn, withdrawnInPortal } from "./after-sale"
import { differencesAfterSale } from "./after-sale-differences"
import { booksOf } from "./books"
import { differences } from "./differences"
import { Epos } from "./epos"
import { canceled, captured, declined } from "./journeys"
import { Merchant } from "./merchant"
import type { Cast, Purchase } from "./purchase"

/**
 * Three purchases without a browser, and what follows a sale, over the same public routes. Their report is the last
 * line on stdout.
 * @returns the exit code: 0 when each purchase has its required result, and all books agree.
 */
export async function playHeadless(options: Omit<DemoOptions, "admin">): Promise<number> {
  const { narrator } = options
  const start = Date.now()
  const demo = await startDemo({ ...options, admin: false })
  const epos = new Epos(demo.sandbox.url)
  const cast = { demo, epos, narrator, merchant: await Merchant.logIn(demo.storeUrl, demo.merchant) }
  const play = async (title: string, journey: (cast: Cast) => Promise<Purchase>) =>
    await narrator.phase(title, async () => {
      const purchase = await journey(cast)
      return { purchase, report: await purchase.report() }
    })

  const first = await play("First purchase", captured)
  narrator.say(`That purchase asked Inbank: ${JSON.stringify(await epos.upstreamCounts())}`)
  const second = await play("Second purchase, which Inbank declines", declined)
  const third = await play("Third purchase, which the merchant cancels", canceled)
  const afterSale = [
    await narrator.phase("An order approved as it is shipped", () => approvedAtShipment(cast)),
    await narrator.phase("An order of which a part comes back", () => returnedInPart(cast)),
    await narrator.phase("An order that comes back whole", () => withdrawn(cast)),
    await narrator.phase("The order that was cancelled", () =>
      booksOf(cast, "canceled_at_granted", third.purchase),
    ),
    ...(await narrator.phase("An order withdrawn in the Partner Portal", () => withdrawnInPortal(cast))),
  ]

  await demo.sandbox.idle()
  const orders = [first.report, second.report, third.report]
  const upstream = await epos.upstreamCounts()
  const wrong = [...differences(orders), ...differencesAfterSale(afterSale)]
  for (const sentence of wrong) narrator.say(sentence)
  const seconds = Math.round((Date.now() - start) / 1000)
  process.stdout.write(`${JSON.stringify({ orders, after_sale: afterSale, upstream, seconds })}\n`)
  return wrong.length === 0 ? 0 : 1
}
