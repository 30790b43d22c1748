import type { InbankState } from "../../session/inbank-state"
import { MAX_PASSES, Passes } from "../passes"
import type { Plan, Step } from "../outcome"
import { plan } from "../plan"
import type { MedusaState } from "../state"
import { cart, inbank, NOW, order, SITUATION_NAMES, SITUATIONS } from "./states"

interface Both {
  inbank: InbankState
  medusa: MedusaState
}

/** What both sides are like when an action has done what it is for. */
function after(step: Step, { inbank: there, medusa }: Both): Both {
  const authorized = { inbank: there, medusa: order() }
  switch (step) {
    case "restore_payment_session":
      return { inbank: there, medusa: withLiveSession(medusa) }
    case "complete_cart":
    case "authorize_payment":
      return authorized
    case "capture_payment":
      return {
        inbank: { ...there, sessionStatus: "completed", contractStatus: "activated" },
        medusa: medusa.kind === "order" ? { ...medusa, payment: "captured" } : medusa,
      }
    case "cancel_payment":
      return { inbank: there, medusa: withoutPayment(medusa) }
    case "cancel_contract":
      return { inbank: { ...there, sessionStatus: "cancelled" }, medusa }
    case "take_back_order":
      return { inbank: there, medusa: medusa.kind === "half_written_order" ? medusa.cart : cart() }
    case "remove_left_capture":
    case "remove_left_refund":
      return {
        inbank: there,
        medusa: medusa.kind === "order" ? { ...medusa, leftBehind: "nothing" } : medusa,
      }
    case "finish_refund":
      return {
        inbank: there,
        medusa: medusa.kind === "order" ? { ...medusa, refundOpen: "unbooked" } : medusa,
      }
    case "book_refund":
      return {
        inbank: there,
        medusa: medusa.kind === "order" ? { ...medusa, refundOpen: "nothing", refunded: "part" } : medusa,
      }
  }
}

function withLiveSession(medusa: MedusaState): MedusaState {
  switch (medusa.kind) {
    case "open_cart":
      return { ...medusa, paymentSession: "live" }
    case "half_written_order":
      return { ...medusa, cart: { ...medusa.cart, paymentSession: "live" } }
    default:
      return { kind: "order_without_payment", orderCanceled: false, sessionDropped: false }
  }
}

function withoutPayment(medusa: MedusaState): MedusaState {
  switch (medusa.kind) {
    case "order":
      return { ...medusa, payment: "canceled" }
    case "open_cart":
      return { ...medusa, paymentLeft: false }
    case "half_written_order":
      return { ...medusa, cart: { ...medusa.cart, paymentLeft: false } }
    default:
      return medusa
  }
}

function actionsOf(both: Both): Step[] {
  const { next } = plan(both.inbank, both.medusa, NOW)
  return next === undefined ? [] : [next, ...actionsOf(after(next, both))]
}

describe("One action after another, each when both sides were read again,", () => {
  it.each(["pending", "granted", "completed", "declined", "cancelled", "expired"])(
    "comes to an end within the passes of a run, and does nothing twice: session %s",
    (session) => {
      for (const contractStatus of [undefined, "signed", "terminated"]) {
        for (const approval of ["capture", "order", "shipment", "none"] as const) {
          const there = inbank(session, { approval, ...(contractStatus && { contractStatus }) })
          for (const name of SITUATION_NAMES) {
            const actions = actionsOf({ inbank: there, medusa: SITUATIONS[name] })
            expect(new Set(actions).size).toBe(actions.length)
            expect(actions.length).toBeLessThan(MAX_PASSES)
          }
        }
      }
    },
  )

  it("restores the payment session, places the order and captures it, for a purchase that Inbank has paid", () => {
    const medusa = SITUATIONS["open cart, payment session dropped by Medusa"]
    expect(actionsOf({ inbank: inbank("completed"), medusa })).toEqual([
      "restore_payment_session",
      "complete_cart",
      "capture_payment",
    ])
  })

  it("pays an order that a dead process left half made, its payment session dropped", () => {
    const medusa = SITUATIONS["order without payment, its session dropped by Medusa"]
    expect(actionsOf({ inbank: inbank("completed"), medusa })).toEqual([
      "restore_payment_session",
      "authorize_payment",
      "capture_payment",
    ])
  })

  it("rolls an order of another total back before it places the right one", () => {
    const medusa = SITUATIONS["open cart, order of another total left half made"]
    expect(actionsOf({ inbank: inbank("granted"), medusa })).toEqual(["take_back_order", "complete_cart"])
  })

  it("takes a payment away that a rolled back order left, then gives the contract up, for a cart that changed", () => {
    const medusa = SITUATIONS["open cart, changed, payment left by a rolled back order"]
    expect(actionsOf({ inbank: inbank("granted"), medusa })).toEqual(["cancel_payment", "cancel_contract"])
  })

  it("cancels the contract, then rolls back what was left of an order that somebody cancelled", () => {
    const medusa = SITUATIONS["open cart, order left half made and cancelled"]
    expect(actionsOf({ inbank: inbank("granted"), medusa })).toEqual(["cancel_contract", "take_back_order"])
  })

  it("ends a refund, then books it", () => {
    const medusa = SITUATIONS["order, payment captured, a refund begun and not ended"]
    expect(actionsOf({ inbank: inbank("completed"), medusa })).toEqual(["finish_refund", "book_refund"])
  })

  it("takes away what a dead process left of a capture before it captures", () => {
    const medusa = SITUATIONS["order, payment authorized, half a capture left by a dead process"]
    expect(actionsOf({ inbank: inbank("completed"), medusa })).toEqual([
      "remove_left_capture",
      "capture_payment",
    ])
  })
})

describe("The passes of a run", () => {
  const wanting = (next?: Step): Plan => ({ next, problems: [], finished: false })

  it("carry out one action each, as long as each wants another", () => {
    const passes = new Passes()
    for (const step of ["restore_payment_session", "complete_cart", "capture_payment"] as const) {
      expect(passes.begin()).toBe(true)
      expect(passes.take(wanting(step))).toBe(step)
    }
    expect(passes.begin()).toBe(true)
    expect(passes.take(wanting())).toBeUndefined()
  })

  it("end where what was done is wanted again, though something else was done between", () => {
    const passes = new Passes()
    for (const step of ["book_refund", "capture_payment"] as const) {
      passes.begin()
      expect(passes.take(wanting(step))).toBe(step)
    }
    passes.begin()
    expect(passes.take(wanting("book_refund"))).toBeUndefined()
  })

  it("end after eight, whether each did something or began anew, and the last acts no more", () => {
    const passes = new Passes()
    for (let pass = 1; pass < MAX_PASSES; pass += 1) expect(passes.begin()).toBe(true)
    expect(passes.take(wanting("complete_cart"))).toBe("complete_cart")
    expect(passes.begin()).toBe(true)
    expect(passes.take(wanting("capture_payment"))).toBeUndefined()
    expect(passes.begin()).toBe(false)
  })

  it("know the first", () => {
    const passes = new Passes()
    passes.begin()
    expect(passes.isFirst).toBe(true)
    passes.begin()
    expect(passes.isFirst).toBe(false)
  })
})
