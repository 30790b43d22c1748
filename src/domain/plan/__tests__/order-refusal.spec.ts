import { orderRefusal } from "../order-refusal"

describe("A cart that Medusa would not make an order of", () => {
  it.each([
    ["reserve-inventory-step", "not_allowed", "final"],
    ["register-usage", "not_allowed", "final"],
    ["validate-shipping", "invalid_data", "mendable"],
    ["validate-cart-payments", "invalid_data", "mendable"],
    ["a merchant's own step", "not_allowed", "mendable"],
    ["reserve-inventory-step", "unexpected_state", "transient"],
    ["create-orders", "database_error", "transient"],
    ["a merchant's own step", undefined, "transient"],
    [undefined, undefined, "transient"],
    ["authorize-payment-session-step", "payment_requires_more_error", "undecided"],
    ["authorize-payment-session-step", "payment_authorization_error", "undecided"],
  ])("at %s, by an error of type %s, is %s", (step, type, refusal) => {
    expect(orderRefusal({ step, type })).toBe(refusal)
  })
})
