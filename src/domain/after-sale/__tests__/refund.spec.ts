import fc from "fast-check"
import { sum, toDecimal, toMinorUnits } from "../../money"
import { centsToGiveBack, partialReturnFrom, refundMethod, restOf, unbooked } from "../refund"

describe("A refund", () => {
  const wanted = { amount: 3_000, rest: 12_990, refunds: "api", productType: "hire_purchase" } as const

  it("of all that is left is a withdrawal, of less a partial return", () => {
    expect(refundMethod({ ...wanted, amount: 12_990 })).toBe("withdrawal")
    expect(refundMethod(wanted)).toBe("partial_return")
    expect(refundMethod({ ...wanted, productType: "split" })).toBe("partial_return")
  })

  it("is made in the Partner Portal where the merchant says so, and always for Pay next month (R125)", () => {
    for (const amount of [wanted.amount, wanted.rest]) {
      expect(refundMethod({ ...wanted, amount, refunds: "portal" })).toBe("portal")
      expect(refundMethod({ ...wanted, amount, productType: "pay_next_month" })).toBe("portal")
    }
  })

  it("gives back at Inbank in all what Medusa refunds in all, to the cent, however many fractions there are (M3)", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(amounts, (tenThousandths) => {
        let [medusa, inbank] = ["0", 0]
        for (const amount of tenThousandths) {
          const sums = {
            captured_amount: "9999",
            refunded_amount: medusa,
            returned_amount: toDecimal(inbank),
          }
          inbank += centsToGiveBack(sums, amount / 10_000)
          medusa = sum(medusa, amount / 10_000)
        }
        expect(inbank).toBe(toMinorUnits(medusa))
      }),
    )
  })

  it("counts in cents what is left and what Medusa has not booked", () => {
    const sums = { captured_amount: "129.9", refunded_amount: "30", returned_amount: "60.10" }
    expect([restOf(sums), unbooked(sums)]).toEqual([6_980, 3_010])
  })
})

describe("A part can be returned", () => {
  it.each([
    ["2030-06-15T09:00:00Z", "2030-06-15T20:00:00Z", "2030-06-16"],
    // Half past midnight in Tallinn, still the evening before in Prague.
    ["2030-06-15T21:30:00Z", "2030-06-15T22:10:00Z", "2030-06-17"],
    ["2030-12-31T12:00:00Z", "2030-12-31T13:00:00Z", "2031-01-01"],
    ["2030-02-28T12:00:00Z", "2030-02-28T13:00:00Z", "2030-03-01"],
  ])("made %s and looked at %s: in Estonia from %s", (made, now, from) => {
    expect(partialReturnFrom(made, "ee", new Date(now))).toBe(from)
  })

  it("by the shop's own calendar", () => {
    const [made, now] = ["2030-06-15T20:30:00Z", new Date("2030-06-15T21:30:00Z")]
    expect(partialReturnFrom(made, "ee", now)).toBeUndefined()
    expect(partialReturnFrom(made, "cz", now)).toBe("2030-06-16")
  })

  it("at once when the day has come, or when nobody knows it", () => {
    expect(partialReturnFrom("2030-06-14T09:00:00Z", "ee", new Date("2030-06-15T09:00:00Z"))).toBeUndefined()
    expect(partialReturnFrom(undefined, "ee", new Date())).toBeUndefined()
    expect(partialReturnFrom("not a time", "ee", new Date())).toBeUndefined()
  })
})
