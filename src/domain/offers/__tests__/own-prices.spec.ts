import { OwnPrices } from "../own-prices"

describe("The store's own prices", () => {
  const own = new OwnPrices(["289.00", "473.4", "0.333"], [24, 25.5])

  it("are those that the merchant entered, and the same with one of the store's taxes on top", () => {
    for (const amount of ["289", "473.40", 0.33, "358.36", "362.70", 587.016]) {
      expect([amount, own.include(amount)]).toEqual([amount, true])
    }
  })

  it("are no others, however near", () => {
    for (const amount of ["288.99", "289.01", "358.35", "358.37", "100"]) {
      expect([amount, own.include(amount)]).toEqual([amount, false])
    }
  })

  it("are none in a store that sells nothing in that currency", () => {
    expect(new OwnPrices([], [24]).include("0.00")).toBe(false)
  })
})
