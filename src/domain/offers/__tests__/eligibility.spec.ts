import { COUNTRIES } from "../../../client"
import { ineligibility, ineligibleSentence } from "../eligibility"

const range = { minAmount: "100.0", maxAmount: 10_000 }
const account = { currency: "EUR", deliveryCountries: ["ee", "fi"] }
const why = (amount: string, currency = "eur", country?: string) =>
  ineligibility({ amount, currency, country }, account, range)

describe("A price", () => {
  it("inside the range, bounds included, can be paid with Inbank", () => {
    for (const amount of ["100", "100.00", "9999.99", "10000"]) expect(why(amount)).toBeUndefined()
  })

  it("one cent outside the range cannot, and the shopper is told the bound", () => {
    expect(why("99.99")).toEqual({ reason: "below_minimum", minAmount: "100.00" })
    expect(why("10000.01")).toEqual({ reason: "above_maximum", maxAmount: "10000.00" })
    expect(ineligibleSentence({ reason: "below_minimum", minAmount: "100.00" }, "EUR")).toContain(
      "start at 100.00 EUR",
    )
    expect(ineligibleSentence({ reason: "above_maximum", maxAmount: "10000.00" }, "EUR")).toContain(
      "up to 10000.00 EUR",
    )
  })

  it("in another currency cannot, whatever its amount", () => {
    expect(why("500", "pln")).toEqual({ reason: "currency_not_supported", currency: "EUR" })
    expect(ineligibleSentence({ reason: "currency_not_supported", currency: "EUR" }, "PLN")).toContain(
      "in EUR only",
    )
  })

  it("of goods that go to a country the account is not for cannot, whatever its amount, and the shopper is told where", () => {
    for (const country of ["lv", "LV", "de"]) {
      expect(why("500", "eur", country)).toEqual({
        reason: "country_not_supported",
        countries: ["ee", "fi"],
      })
    }
    expect(why("99.99", "eur", "lv")).toMatchObject({ reason: "country_not_supported" })
    expect(ineligibleSentence({ reason: "country_not_supported", countries: ["ee", "fi"] }, "EUR")).toContain(
      "deliveries to Estonia and Finland only",
    )
  })

  it("is not refused for a country while nobody has said where the goods go", () => {
    for (const country of ["ee", "EE", "fi", undefined]) expect(why("500", "eur", country)).toBeUndefined()
  })

  it("in a currency with no or three decimals cannot be paid with Inbank: no account is in one (R87)", () => {
    for (const currency of ["jpy", "KRW", "kwd", "TND"]) {
      expect(why("500", currency)).toEqual({ reason: "currency_not_supported", currency: "EUR" })
    }
    for (const { currency } of Object.values(COUNTRIES)) {
      const { maximumFractionDigits } = new Intl.NumberFormat("en", {
        style: "currency",
        currency,
      }).resolvedOptions()
      expect(maximumFractionDigits).toBe(2)
    }
  })

  it("is not refused for a bound that nobody knows", () => {
    expect(ineligibility({ amount: "1", currency: "EUR" }, account, {})).toBeUndefined()
  })
})
