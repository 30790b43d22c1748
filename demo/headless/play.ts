import { startDemo, type DemoOptions } from "../run-demo"
import { differences } from "./differences"
import { Epos } from "./epos"
import { canceled, captured, declined } from "./journeys"
import { Merchant } from "./merchant"

/**
 * Three purchases without a browser, over the same public routes. Their report is the last line on stdout.
 * @returns the exit code: 0 when each purchase came to what it should.
 */
export async function playHeadless(options: Omit<DemoOptions, "admin">): Promise<number> {
  const { narrator } = options
  const start = Date.now()
  const demo = await startDemo({ ...options, admin: false })
  const epos = new Epos(demo.sandbox.url)
  const cast = { demo, epos, narrator, merchant: await Merchant.logIn(demo.storeUrl, demo.merchant) }

  const first = await narrator.phase("First purchase", () => captured(cast))
  narrator.say(`That purchase asked Inbank: ${JSON.stringify(await epos.upstreamCounts())}`)
  const second = await narrator.phase("Second purchase, which Inbank declines", () => declined(cast))
  const third = await narrator.phase("Third purchase, which the merchant cancels", () => canceled(cast))

  await demo.sandbox.idle()
  const orders = [first, second, third]
  const upstream = await epos.upstreamCounts()
  const wrong = differences(orders)
  for (const sentence of wrong) narrator.say(sentence)
  const seconds = Math.round((Date.now() - start) / 1000)
  process.stdout.write(`${JSON.stringify({ orders, upstream, seconds })}\n`)
  return wrong.length === 0 ? 0 : 1
}
