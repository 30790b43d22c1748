import { BigNumber } from "bignumber.js"
import fc from "fast-check"
import { sameAmount, sameCurrency, toDecimal, toMinorUnits } from "../money"

describe("Money", () => {
  it.each([
    [129.9, 12990],
    ["129.90", 12990],
    [0.1 + 0.2, 30],
    ["624.125", 62413],
    [{ value: "30", precision: 20 }, 3000],
    [{ numeric: 12.5 }, 1250],
    [new BigNumber("7000.0"), 700000],
  ])("reads %j as %i cents", (amount, cents) => {
    expect(toMinorUnits(amount)).toBe(cents)
  })

  it("takes nothing that is not a number for an amount", () => {
    for (const nonsense of ["", "null", "12,50", "abc", Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => toMinorUnits(nonsense)).toThrow("is not an amount of money")
    }
  })

  it("writes cents as a decimal that reads back as the same cents", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (cents) => {
        expect(toDecimal(cents)).toMatch(/^\d+\.\d\d$/)
        expect(toMinorUnits(toDecimal(cents))).toBe(cents)
        expect(toMinorUnits(Number(toDecimal(cents)))).toBe(cents)
      }),
    )
  })

  it("compares to the cent, whatever an amount is written as (R87)", () => {
    expect(sameAmount("129.9", 129.9)).toBe(true)
    expect(sameAmount(129.9, "129.91")).toBe(false)
    expect(sameAmount(129.899, "129.90")).toBe(true)
  })

  it("takes eur and EUR for one currency", () => {
    expect(sameCurrency("eur", "EUR")).toBe(true)
    expect(sameCurrency("eur", "PLN")).toBe(false)
  })
})
