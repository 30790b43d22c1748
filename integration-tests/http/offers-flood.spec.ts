import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { request } from "../../test-kit/http"
import { describeShop } from "../support/shop"

/** One of the store's own, and one that nobody has looked at before. */
const SHOWN = "469.90"
const UNSEEN = "289.00"

/** What a slow Inbank calculates for a shop, four at a time. Counted, for a busy machine asks later than it should. */
const INBANK_TAKES_MS = 300
const IN_FIVE_SECONDS = (4 * 5_000) / INBANK_TAKES_MS

const offersSchema = z.object({ offers: z.array(z.object({ provider_id: z.string() })) })

describeShop("A flood of prices that nobody sells at", (shop) => {
  let junk = 2_000
  const calculations = () => shop().sandbox.upstreamCounts()["POST /calculations"] ?? 0
  /** Does the price show an instalment of Estonia's account? */
  const isOffered = async (amount: string, address = "203.0.113.1"): Promise<boolean> => {
    const { body } = await request(
      "GET",
      `${shop().url}/store/inbank/offers?amount=${amount}&currency_code=eur&country=ee`,
      { "x-publishable-api-key": shop().seeded.publishableKey, "x-forwarded-for": address },
    )
    return offersSchema.parse(body).offers.some(({ provider_id }) => provider_id === "pp_inbank_ee")
  }
  const isOfferedSoon = async (amount: string) =>
    await eventually(
      () => isOffered(amount),
      (offered) => offered,
      `an offer for ${amount}`,
    )
  /** Prices that nobody has asked for before. */
  const flood = async (prices: number, address: string) =>
    await Promise.all(Array.from({ length: prices }, () => isOffered(`${(junk += 1)}.01`, address)))

  it("reaches Inbank but so often from one address, and keeps none of the shop's own prices from it (R150)", async () => {
    for (let wave = 0; wave < 6; wave++) await flood(10, "203.0.113.7")
    // Three products of one shop at Inbank, of which 180 would be asked, and one of another.
    expect(calculations()).toBeLessThanOrEqual(120 + 60)
    expect(await isOffered("3000.01", "203.0.113.7")).toBe(false)
    expect(await isOfferedSoon("3000.02")).toBe(true)
    expect(await isOfferedSoon(UNSEEN)).toBe(true)
  })

  it("leaves what the shop's pages show, and lets a price of its own in meanwhile, at an Inbank that takes 300 ms (R150)", async () => {
    const slow = { route: "POST /calculations", times: null, delayMilliseconds: INBANK_TAKES_MS }
    shop().sandbox.faults.add({ ...slow, kind: { type: "none" } })
    expect(await isOfferedSoon(SHOWN)).toBe(true)
    let isOver = false
    const asking = Array.from({ length: 50 }, async (_, visitor) => {
      while (!isOver) await flood(1, `203.0.113.${10 + visitor}`)
    })
    // As many as are let in wait for Inbank.
    await flood(50, "203.0.113.9")
    expect(await isOffered(SHOWN)).toBe(true)
    const before = calculations()
    expect(await isOfferedSoon("1045.00")).toBe(true)
    expect(calculations() - before).toBeLessThan(IN_FIVE_SECONDS)
    expect(await isOffered(SHOWN)).toBe(true)
    isOver = true
    await Promise.all(asking)
  })
})
