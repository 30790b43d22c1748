import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { describeShop } from "../support/shop"

/** That the store's accounts sell in euro: several accounts share one. */
const PRODUCTS = 4
const WORKING = ["pp_inbank_ee", "pp_inbank_lv", "pp_inbank_abroad"]
const LEGAL_TEXT = "Krediidiandja on Inbank AS. Tutvu tingimustega ja küsi nõu."

describeShop("The offers", (shop) => {
  const ask = async (query: string) => await shop().shopper().request("GET", `/store/inbank/offers?${query}`)
  const offersAtOnce = async (amount: string, more = "") =>
    (await ask(`amount=${amount}&currency_code=eur${more}`)).body
  /** An answer that comes later than two seconds is no offer; a machine that has much else to do may need several tries. */
  const offers = async (amount: string, more = "") =>
    await eventually(() => offersAtOnce(amount, more), isAnswered, "Inbank's calculations")
  const noOffer = (id: string, why: object) => ({
    provider_id: `pp_inbank_${id}`,
    product_type: "hire_purchase",
    currency_code: id === "pl" ? "pln" : "eur",
    ...why,
  })

  it("give each account's monthly payment, periods, range and what else Inbank's calculation tells, or why there is none", async () => {
    expect(await offers("473.40")).toMatchObject({
      offers: expect.arrayContaining([
        {
          provider_id: "pp_inbank_ee",
          product_type: "hire_purchase",
          currency_code: "eur",
          amount: "473.40",
          preliminary: true,
          monthly_payment: expect.stringMatching(/^\d+(\.\d+)?$/),
          period: 60,
          period_options: [6, 12, 24, 36, 48, 60],
          min_amount: "100.00",
          max_amount: "10000.00",
          down_payment_amount: "0.00",
          payment_day: 20,
          total_cost: expect.stringMatching(/^\d+\.\d\d$/),
          total_cost_of_credit: expect.stringMatching(/^\d+\.\d\d$/),
          annual_rates: null,
          legal_text: null,
        },
      ]),
      not_offered: expect.arrayContaining([
        noOffer("pl", { reason: "currency_not_supported", currency: "PLN" }),
        noOffer("down", { reason: "unavailable" }),
      ]),
    })
    expect(await offers("24.50")).toMatchObject({
      offers: [],
      not_offered: expect.arrayContaining([noOffer("ee", { reason: "below_minimum", min_amount: "100.00" })]),
    })
  })

  it("say null where Inbank's calculation tells nothing", async () => {
    const merge = { totalCost: null, totalCostOfCredit: null, downPaymentAmount: null, paymentDay: null }
    shop().sandbox.faults.add({ route: "POST /calculations", times: null, kind: { type: "rewrite", merge } })
    expect(await offers("473.41")).toMatchObject({
      offers: expect.arrayContaining([
        expect.objectContaining({
          provider_id: "pp_inbank_ee",
          down_payment_amount: null,
          payment_day: null,
          total_cost: null,
          total_cost_of_credit: null,
        }),
      ]),
    })
  })

  it("are for the period asked for where the product has it, and for the longest where it has not", async () => {
    const periodOf = async (asked: string) =>
      offerOf("pp_inbank_ee", await offers("473.40", `&period=${asked}`)).period
    expect([await periodOf("12"), await periodOf("6"), await periodOf("7")]).toEqual([12, 6, 60])
  })

  it("carry the merchant's legal text in the language asked for, and none in a language that has none", async () => {
    const textIn = async (language: string) =>
      offerOf("pp_inbank_ee", await offers("473.40", `&language=${language}`)).legal_text
    expect(await textIn("et")).toBe(LEGAL_TEXT)
    expect(await textIn("EN")).toBe("The lender is Inbank AS.")
    for (const language of ["lv", "fi"]) expect(await textIn(language)).toBeNull()
  })

  it("tell annual rates for those accounts alone whose merchant turned that on", async () => {
    const body = await offers("473.40")
    expect(offerOf("pp_inbank_abroad", body).annual_rates).toEqual({
      interest: "0.119",
      credit_cost: expect.stringMatching(/^0\.12/),
    })
    expect(JSON.stringify(offerOf("pp_inbank_ee", body))).not.toContain("0.119")
  })

  it("are of the accounts that deliver to the country asked for, where one is", async () => {
    const inCountry = async (country: string) =>
      z
        .object({ offers: z.array(z.object({ provider_id: z.string() })) })
        .parse(await offers("473.40", `&country=${country}`))
        .offers.map(({ provider_id }) => provider_id)
    const inLatvia = await inCountry("lv")
    expect(inLatvia).toContain("pp_inbank_lv")
    expect(inLatvia).not.toContain("pp_inbank_ee")
    const inEstonia = await inCountry("EE")
    expect(inEstonia).toContain("pp_inbank_ee")
    expect(inEstonia).not.toContain("pp_inbank_abroad")
    expect(await ask("amount=473.40&currency_code=eur&country=estonia")).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("&country=ee") },
    })
  })

  it("of an account whose calculation says nothing is to be paid a month are none", async () => {
    const { id } = shop().sandbox.faults.add({
      route: "POST /calculations",
      times: null,
      kind: { type: "rewrite", merge: { paymentAmountMonthly: 0 } },
    })
    expect(await offersAtOnce("473.43")).toMatchObject({
      offers: [],
      not_offered: expect.arrayContaining([noOffer("ee", { reason: "unavailable" })]),
    })
    shop().sandbox.faults.remove(id)
  })

  it("of a cart are for its total, its currency, its country and the methods of its region", async () => {
    const shopper = shop().shopper()
    const { total } = await shopper.fillCart()
    const ofCart = () => ask(`cart_id=${shopper.cartId}`)
    const { status, body } = await eventually(ofCart, ({ body }) => isAnswered(body), "Inbank's calculations")
    expect(status).toBe(200)
    expect(offerOf("pp_inbank_ee", body)).toMatchObject({ amount: total.toFixed(2) })
    expect(body).toMatchObject({
      not_offered: expect.arrayContaining([
        noOffer("abroad", { reason: "country_not_supported", countries: ["lv", "lt"] }),
      ]),
    })

    const latvia = { name: "Latvia", currency_code: "eur", countries: ["lv"] }
    const made = await shop().admin.request("POST", "/admin/regions", {
      ...latvia,
      payment_providers: ["pp_inbank_abroad"],
    })
    const empty = await shopper.request("POST", "/store/carts", { region_id: idIn(made.body, "region") })
    const inLatvia = await ask(`cart_id=${idIn(empty.body, "cart")}`)
    expect(inLatvia.body).toEqual({
      offers: [],
      not_offered: [noOffer("abroad", { reason: "below_minimum", min_amount: "100.00" })],
    })
  })

  it("take a price as JavaScript multiplies it, rounded to the cent (S6)", async () => {
    expect(String(43.3 * 3)).toBe("129.89999999999998")
    expect(await offers(String(43.3 * 3))).toEqual(await offers("129.90"))
  })

  it("of a cart that is not there are refused with 404 and a sentence", async () => {
    for (const id of ["cart_nobodys", "", "x&cart_id=y", "cart_%00"]) {
      expect(await ask(`cart_id=${id}`)).toMatchObject({
        status: 404,
        body: { message: "There is no such cart." },
      })
    }
  })

  it("refuse a price, a period or a language that is none with a sentence", async () => {
    for (const amount of ["", "-1", "0", "1e9", "12,50", "0.001"]) {
      expect(await ask(`amount=${amount}&currency_code=eur`)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("?amount=129.90") },
      })
    }
    for (const wish of ["period=a", "period=-6", "language=english", "language="]) {
      expect(await ask(`amount=129.90&currency_code=eur&${wish}`)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("&period=12&language=et") },
      })
    }
  })

  it("of four prices looked at two hundred times are four calculations of each product at Inbank", async () => {
    const counted = async (base: number) => {
      const before = shop().sandbox.upstreamCounts()["POST /calculations"] ?? 0
      const answers: unknown[] = []
      for (let round = 0; round < 10; round++) {
        const views = Array.from({ length: 20 }, (_, view) => offersAtOnce(`${base + (view % 4)}.00`))
        answers.push(...(await Promise.all(views)))
      }
      const after = shop().sandbox.upstreamCounts()["POST /calculations"] ?? 0
      return { calculations: after - before, inTime: answers.every(isAnswered) }
    }
    await offers("100.00")
    let base = 200
    // What came too late is asked for again: that is another thing than the one told of here.
    const { calculations } = await eventually(
      () => counted((base += 10)),
      ({ inTime }) => inTime,
      "two hundred views that are all answered in time",
    )
    expect(calculations).toBe(4 * PRODUCTS)
  })

  it("come without Inbank when it hangs: within two seconds at first, and afterwards without asking it", async () => {
    const hanging = shop().sandbox.faults.add({
      route: "POST /calculations",
      times: null,
      kind: { type: "hang_before" },
    })
    const calculations = () => shop().sandbox.upstreamCounts()["POST /calculations"] ?? 0
    /** How often Inbank was asked for it. */
    const asked = async (amount: string) => {
      const begun = performance.now()
      const before = calculations()
      const body = await offersAtOnce(amount)
      expect(body).toMatchObject({
        offers: [],
        not_offered: expect.arrayContaining([noOffer("ee", { reason: "unavailable" })]),
      })
      expect(performance.now() - begun).toBeLessThan(10_000)
      return calculations() - before
    }
    expect(await asked("301.00")).toBeGreaterThan(0)
    expect(await asked("301.00")).toBe(0)
    // After two failures it is left alone, whatever the price.
    expect(await asked("302.00")).toBeGreaterThan(0)
    expect(await asked("303.00")).toBe(0)
    shop().sandbox.faults.remove(hanging.id)
  })
})

/** Inbank has answered for the accounts that are looked at here, with an offer or not. */
function isAnswered(body: unknown): boolean {
  const { not_offered: notOffered } = z
    .object({ not_offered: z.array(z.object({ provider_id: z.string(), reason: z.string() })) })
    .parse(body)
  return !notOffered.some(
    ({ provider_id, reason }) => reason === "unavailable" && WORKING.includes(provider_id),
  )
}

function offerOf(providerId: string, body: unknown): Record<string, unknown> {
  const { offers } = z.object({ offers: z.array(z.looseObject({})) }).parse(body)
  const offer = offers.find(({ provider_id }) => provider_id === providerId)
  if (!offer) throw new Error(`no offer of ${providerId}: ${JSON.stringify(body)}`)
  return offer
}

function idIn(body: unknown, name: string): string {
  return z.record(z.string(), z.object({ id: z.string() })).parse(body)[name]?.id ?? ""
}
