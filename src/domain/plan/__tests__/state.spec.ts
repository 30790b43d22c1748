import { isOutdated, type MedusaState } from "../state"
import { cart, order } from "./states"

const half = (open = cart()): MedusaState => ({ kind: "half_written_order", order: "payable", cart: open })

describe("A contract's cart", () => {
  it.each<[string, MedusaState]>([
    ["is gone", { kind: "no_cart" }],
    ["was paid otherwise", { kind: "paid_otherwise" }],
    ["became an order of another total", { kind: "order_of_other_total", isFree: false }],
    ["costs something else", cart({ agrees: false })],
    ["has another method", cart({ paymentSession: "other_method" })],
    ["costs something else beside a half written order", half(cart({ agrees: false }))],
  ])("is outdated when it %s", (_what, state) => {
    expect(isOutdated(state)).toBe(true)
  })

  it.each<[string, MedusaState]>([
    ["it is as it was signed for", cart()],
    ["Medusa dropped its payment session", cart({ paymentSession: "dropped" })],
    ["its order is half written", half()],
    [
      "its order lost its payment",
      { kind: "order_without_payment", orderCanceled: false, sessionDropped: true },
    ],
    ["its order is paid", order()],
  ])("is not outdated when %s", (_what, state) => {
    expect(isOutdated(state)).toBe(false)
  })
})
