import { abandoned, closedByInbank, closeReason, mayStillBeOrdered, neverStarted } from "../close-reason"

describe("A row's reason for being closed", () => {
  it.each([
    "amount_mismatch",
    "cart_changed",
    "cart_gone",
    "order_canceled",
    "order_impossible",
    "paid_otherwise",
  ])("%s abandons its contract: no order is placed with it, whatever Inbank says", (word) => {
    expect(abandoned(word)).toBe(word)
  })

  it.each(["declined", "cancelled", "expired", "terminated", "refused", "unknown", "outlived", "adopted"])(
    "%s abandons nothing",
    (word) => {
      expect(abandoned(word)).toBeNull()
    },
  )

  it("keeps an order from none of those that are closed to shoppers alone", () => {
    const words = ["adopted", "outlived", "unknown"] as const
    expect(words.map(mayStillBeOrdered)).toEqual([true, true, true])
    expect(mayStillBeOrdered("account_changed")).toBe(false)
    expect(mayStillBeOrdered("cart_gone")).toBe(false)
  })

  it("says where nobody ever had an address at Inbank", () => {
    const words = ["unknown", "refused", "account_changed"] as const
    expect(words.map(neverStarted)).toEqual([true, true, true])
    expect(neverStarted("adopted")).toBe(false)
  })

  it.each([null, "a word of a later version", "toString", "completed"])("is none for %s", (word) => {
    expect(closeReason(word)).toBeNull()
    expect(abandoned(word)).toBeNull()
  })
})

describe("Inbank's own last words", () => {
  it.each([
    ["declined", null, "declined"],
    ["cancelled", "signed", "cancelled"],
    ["expired", null, "expired"],
    ["completed", "terminated", "terminated"],
    ["cancelled", "terminated", "terminated"],
    ["granted", null, undefined],
    ["completed", "activated", undefined],
    ["a word nobody knows", null, undefined],
    [null, null, undefined],
  ])("session %s, contract %s: %s", (session, contract, closed) => {
    expect(closedByInbank(session, contract)).toBe(closed)
  })
})
