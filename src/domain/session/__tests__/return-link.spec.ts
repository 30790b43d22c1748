import { leadsOn } from "../return-link"
import type { StorefrontStatus } from "../storefront-status"

const HOUR = 3_600_000
const now = new Date("2026-11-30T12:00:00Z")
const ago = (hours: number) => new Date(now.getTime() - hours * HOUR)

describe("The return address of a session", () => {
  it.each<[StorefrontStatus, number, boolean]>([
    ["granted", 5.9, true],
    ["granted", 6, false],
    ["completed", 200, false],
    // The order that another method paid.
    ["cancelled", 7, false],
  ])("of an order that is %s and was placed %d hours ago leads to it: %s", (status, hours, leads) => {
    // What Inbank says of it later opens it no more.
    expect(leadsOn({ status, orderPlacedAt: ago(hours), changedAt: ago(0) }, now)).toBe(leads)
  })

  it.each<[StorefrontStatus, number, boolean]>([
    ["declined", 5.9, true],
    ["declined", 6, false],
    ["cancelled", 6, false],
    ["expired", 6, false],
    ["pending", 6, true],
    ["action_needed", 600, true],
  ])(
    "of a purchase without an order that is %s for %d hours leads to the cart: %s",
    (status, hours, leads) => {
      expect(leadsOn({ status, orderPlacedAt: undefined, changedAt: ago(hours) }, now)).toBe(leads)
    },
  )

  it("of a purchase that Inbank has said nothing of leads to the cart", () => {
    expect(leadsOn({ status: "expired", orderPlacedAt: undefined, changedAt: null }, now)).toBe(true)
  })
})
