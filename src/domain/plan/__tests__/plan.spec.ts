import { CONTRACT_GRAPH, SESSION_GRAPH, standing } from "../../session/lifecycle"
import type { Plan, Problem, Step } from "../outcome"
import { plan } from "../plan"
import type { Approval } from "../../account/approval"
import type { MedusaState } from "../state"
import { closeReason, type AbandonReason, type CloseReason } from "../../session/close-reason"
import type { InbankState } from "../../session/inbank-state"
import { cart, inbank, NOW, order, SITUATION_NAMES, SITUATIONS, type Situation } from "./states"

const wait: Plan = { problems: [], finished: false }
const done: Plan = { problems: [], finished: true }
const next = (step: Step): Plan => ({ ...wait, next: step })
const human = (...problems: Problem[]): Plan => ({ ...wait, problems })
const abandon = (close: AbandonReason): Plan => ({ ...next("cancel_contract"), close })
/** What brings an order's books in order; it gives nothing back that nobody wanted to. */
const isMending = (step: Step) =>
  ["remove_left_capture", "remove_left_refund", "finish_refund", "book_refund", "take_back_order"].includes(
    step,
  )
const planFor = (state: ReturnType<typeof inbank>, situation: Situation) =>
  plan(state, SITUATIONS[situation], NOW)

type Answers = Record<Situation, Plan>
/** What is wrong in an order's own books is mended or shown whatever Inbank says. */
const booksOnly: Partial<Answers> = {
  "order, payment authorized, half a capture left by a dead process": next("remove_left_capture"),
  "order, payment captured, half a refund left by a dead process": next("remove_left_refund"),
  "order, payment captured, given back at Inbank and not booked": next("book_refund"),
  "order, payment captured, a refund begun and not ended": next("finish_refund"),
  "order, payment authorized, paid by another method too": human("paid_twice"),
  "order, payment authorized, and a second order of the same cart": human("ordered_twice"),
}
/** Nobody waits for what Inbank says with an order that its contract will not pay. */
const takenBack = (answer: Plan): Plan => ({
  ...answer,
  next: answer.next ?? "take_back_order",
  finished: false,
})
const leftOrders = (answer: Plan): Partial<Answers> => ({
  "open cart, changed, order left half made by a dead process": takenBack(answer),
  "open cart, order of another total left half made": takenBack(answer),
  "open cart, other method chosen, order left half made by a dead process": takenBack(answer),
})
const everywhere = (answer: Plan): Answers =>
  Object.assign(
    {},
    ...SITUATION_NAMES.map((name) => ({ [name]: booksOnly[name] ?? leftOrders(answer)[name] ?? answer })),
  )

const undecided: Answers = {
  ...everywhere(wait),
  "order paid otherwise": { ...wait, close: "paid_otherwise" },
  "order that costs nothing": { ...wait, close: "paid_otherwise" },
}

const granted: Answers = {
  "no cart": abandon("cart_gone"),
  "open cart": next("complete_cart"),
  "open cart, payment session dropped by Medusa": next("restore_payment_session"),
  "open cart, ours among other payment sessions": next("restore_payment_session"),
  "open cart, payment left by a rolled back order": next("complete_cart"),
  "open cart, order left half made by a dead process": next("authorize_payment"),
  "open cart, changed": abandon("cart_changed"),
  "open cart, changed, order left half made by a dead process": takenBack(abandon("cart_changed")),
  "open cart, order of another total left half made": next("take_back_order"),
  "open cart, order left half made and cancelled": takenBack(abandon("order_canceled")),
  "open cart, other method chosen, order left half made by a dead process": takenBack(
    abandon("paid_otherwise"),
  ),
  "open cart, payment left, order left half made by a dead process": next("authorize_payment"),
  "open cart, changed, payment left by a rolled back order": {
    ...next("cancel_payment"),
    close: "cart_changed",
  },
  "open cart, other method chosen": abandon("paid_otherwise"),
  "order paid otherwise": abandon("paid_otherwise"),
  "order that costs nothing": abandon("paid_otherwise"),
  "order of another total that nobody has paid": abandon("cart_changed"),
  "order without payment": next("authorize_payment"),
  "order without payment, its session dropped by Medusa": next("restore_payment_session"),
  "order, payment authorized": wait,
  "order, payment authorized, replaced by an order edit or return": human("approve_or_cancel"),
  "order, payment authorized, handed over": wait,
  "order, payment authorized, costs something else by now": human("order_total_changed"),
  "order, payment authorized, half a capture left by a dead process": next("remove_left_capture"),
  "order, payment authorized, paid by another method too": human("paid_twice"),
  "order, payment authorized, and a second order of the same cart": human("ordered_twice"),
  "order, payment captured": human("contract_not_active"),
  "order, payment captured, half a refund left by a dead process": {
    ...next("remove_left_refund"),
    problems: ["contract_not_active"],
  },
  "order, payment captured, given back at Inbank and not booked": {
    ...next("book_refund"),
    problems: ["contract_not_active"],
  },
  "order, payment captured, a refund begun and not ended": {
    ...next("finish_refund"),
    problems: ["contract_not_active"],
  },
  "order, payment captured, wholly refunded": human("contract_not_active"),
  "order, payment cancelled": human("approve_or_cancel"),
  "order cancelled, never paid": abandon("order_canceled"),
  "order cancelled, payment authorized": abandon("order_canceled"),
  "order cancelled, payment captured": human("contract_not_active"),
  "order cancelled, payment captured, wholly refunded": human("contract_not_active"),
  "order cancelled, payment cancelled": abandon("order_canceled"),
}

const activating = everywhere(wait)

/** Known troubles of the order's own books come after it. */
const strange: Answers = {
  ...everywhere(human("unknown_status")),
  "order, payment authorized, half a capture left by a dead process": {
    ...human("unknown_status"),
    next: "remove_left_capture",
  },
  "order, payment captured, half a refund left by a dead process": {
    ...human("unknown_status"),
    next: "remove_left_refund",
  },
  "order, payment captured, given back at Inbank and not booked": {
    ...human("unknown_status"),
    next: "book_refund",
  },
  "order, payment captured, a refund begun and not ended": {
    ...human("unknown_status"),
    next: "finish_refund",
  },
  "order, payment authorized, paid by another method too": human("unknown_status", "paid_twice"),
  "order, payment authorized, and a second order of the same cart": human("unknown_status", "ordered_twice"),
}

const withoutOrder: Plan = { ...done, problems: ["terminated_without_order"], close: "terminated" }
const terminated: Answers = {
  ...everywhere({ ...human("contract_not_active") }),
  "no cart": withoutOrder,
  "open cart": withoutOrder,
  "open cart, payment session dropped by Medusa": {
    ...done,
    problems: ["terminated_without_order"],
    close: "terminated",
  },
  "open cart, ours among other payment sessions": {
    ...done,
    problems: ["terminated_without_order"],
    close: "terminated",
  },
  "open cart, payment left by a rolled back order": {
    ...next("cancel_payment"),
    problems: ["terminated_without_order"],
    close: "terminated",
  },
  "open cart, order left half made by a dead process": takenBack(withoutOrder),
  "open cart, order of another total left half made": takenBack(withoutOrder),
  "open cart, other method chosen, order left half made by a dead process": takenBack(withoutOrder),
  "open cart, order left half made and cancelled": takenBack({ ...done, close: "terminated" }),
  "open cart, payment left, order left half made by a dead process": takenBack({
    ...withoutOrder,
    next: "cancel_payment",
  }),
  "open cart, changed": withoutOrder,
  "open cart, changed, order left half made by a dead process": takenBack(withoutOrder),
  "open cart, changed, payment left by a rolled back order": {
    ...next("cancel_payment"),
    problems: ["terminated_without_order"],
    close: "terminated",
  },
  "open cart, other method chosen": withoutOrder,
  "order paid otherwise": withoutOrder,
  "order that costs nothing": withoutOrder,
  "order of another total that nobody has paid": withoutOrder,
  "order, payment authorized, half a capture left by a dead process": {
    ...next("remove_left_capture"),
    problems: ["contract_not_active"],
  },
  "order, payment captured": human("contract_terminated"),
  "order, payment captured, half a refund left by a dead process": {
    ...next("remove_left_refund"),
    problems: ["contract_terminated"],
  },
  "order, payment captured, given back at Inbank and not booked": next("book_refund"),
  "order, payment captured, a refund begun and not ended": next("finish_refund"),
  "order, payment captured, wholly refunded": { ...done, close: "terminated" },
  "order, payment authorized, paid by another method too": human("contract_not_active", "paid_twice"),
  "order, payment authorized, and a second order of the same cart": human(
    "contract_not_active",
    "ordered_twice",
  ),
  "order cancelled, never paid": { ...done, close: "terminated" },
  "order cancelled, payment authorized": { ...next("cancel_payment"), close: "terminated" },
  "order cancelled, payment captured": human("contract_terminated"),
  "order cancelled, payment captured, wholly refunded": { ...done, close: "terminated" },
  "order cancelled, payment cancelled": { ...done, close: "terminated" },
}

const financed: Answers = {
  "no cart": human("financed_without_order"),
  "open cart": next("complete_cart"),
  "open cart, payment session dropped by Medusa": next("restore_payment_session"),
  "open cart, ours among other payment sessions": next("restore_payment_session"),
  "open cart, payment left by a rolled back order": next("complete_cart"),
  "open cart, order left half made by a dead process": next("authorize_payment"),
  "open cart, changed": human("financed_without_order"),
  "open cart, changed, order left half made by a dead process": takenBack(human("financed_without_order")),
  "open cart, order of another total left half made": next("take_back_order"),
  "open cart, order left half made and cancelled": human("financed_order_canceled"),
  "open cart, other method chosen, order left half made by a dead process": takenBack(
    human("financed_without_order"),
  ),
  "open cart, payment left, order left half made by a dead process": next("authorize_payment"),
  "open cart, changed, payment left by a rolled back order": {
    ...next("cancel_payment"),
    problems: ["financed_without_order"],
  },
  "open cart, other method chosen": human("financed_without_order"),
  "order paid otherwise": human("paid_twice"),
  "order that costs nothing": human("financed_without_order"),
  "order of another total that nobody has paid": human("financed_without_order"),
  "order without payment": next("authorize_payment"),
  "order without payment, its session dropped by Medusa": next("restore_payment_session"),
  "order, payment authorized": next("capture_payment"),
  "order, payment authorized, replaced by an order edit or return": next("capture_payment"),
  "order, payment authorized, handed over": next("capture_payment"),
  "order, payment authorized, costs something else by now": next("capture_payment"),
  "order, payment authorized, half a capture left by a dead process": next("remove_left_capture"),
  "order, payment authorized, paid by another method too": {
    ...next("capture_payment"),
    problems: ["paid_twice"],
  },
  "order, payment authorized, and a second order of the same cart": {
    ...next("capture_payment"),
    problems: ["ordered_twice"],
  },
  "order, payment captured": done,
  "order, payment captured, half a refund left by a dead process": next("remove_left_refund"),
  "order, payment captured, given back at Inbank and not booked": next("book_refund"),
  "order, payment captured, a refund begun and not ended": next("finish_refund"),
  "order, payment captured, wholly refunded": done,
  "order, payment cancelled": human("financed_order_canceled"),
  "order cancelled, never paid": human("financed_order_canceled"),
  "order cancelled, payment authorized": human("financed_order_canceled"),
  "order cancelled, payment captured": human("financed_order_canceled"),
  "order cancelled, payment captured, wholly refunded": done,
  "order cancelled, payment cancelled": human("financed_order_canceled"),
}

const refused = (close: CloseReason): Answers => {
  const closed = { ...done, close }
  const doNotShip: Plan = { ...human("do_not_ship"), close }
  const cancelPayment: Plan = { ...next("cancel_payment"), problems: ["do_not_ship"], close }
  return {
    ...everywhere(closed),
    "open cart, payment left by a rolled back order": { ...next("cancel_payment"), close },
    "open cart, changed, payment left by a rolled back order": { ...next("cancel_payment"), close },
    "open cart, order left half made by a dead process": takenBack(closed),
    "open cart, order left half made and cancelled": takenBack(closed),
    "open cart, payment left, order left half made by a dead process": takenBack({
      ...closed,
      next: "cancel_payment",
    }),
    "order without payment": doNotShip,
    "order without payment, its session dropped by Medusa": doNotShip,
    "order, payment authorized": cancelPayment,
    "order, payment authorized, replaced by an order edit or return": cancelPayment,
    "order, payment authorized, handed over": cancelPayment,
    "order, payment authorized, costs something else by now": cancelPayment,
    "order, payment authorized, half a capture left by a dead process": {
      ...cancelPayment,
      next: "remove_left_capture",
    },
    "order, payment authorized, paid by another method too": {
      ...cancelPayment,
      problems: ["do_not_ship", "paid_twice"],
    },
    "order, payment authorized, and a second order of the same cart": {
      ...cancelPayment,
      problems: ["do_not_ship", "ordered_twice"],
    },
    "order, payment captured": doNotShip,
    "order, payment captured, half a refund left by a dead process": {
      ...doNotShip,
      next: "remove_left_refund",
    },
    "order, payment captured, given back at Inbank and not booked": { ...doNotShip, next: "book_refund" },
    "order, payment captured, a refund begun and not ended": { ...doNotShip, next: "finish_refund" },
    "order, payment captured, wholly refunded": closed,
    "order, payment cancelled": { ...closed, problems: ["do_not_ship"] },
    "order cancelled, payment authorized": { ...next("cancel_payment"), close },
    "order cancelled, payment captured": doNotShip,
    "order cancelled, payment captured, wholly refunded": closed,
    "order cancelled, payment cancelled": closed,
  }
}

const STRANGE = "a word nobody knows"
const SESSION_WORDS = [null, STRANGE, ...Object.keys(SESSION_GRAPH)]
const CONTRACT_WORDS = [null, STRANGE, ...Object.keys(CONTRACT_GRAPH)]
const everyPair = SESSION_WORDS.flatMap((session) =>
  CONTRACT_WORDS.map((contract) => [session, contract] as const),
)

function answersFor(session: string | null, contract: string | null): Answers {
  switch (standing(inbank(session, { contractStatus: contract }))) {
    case "undecided":
      return session === STRANGE ? strange : undecided
    case "granted":
      return granted
    case "activating":
      if (contract === STRANGE) return strange
      return contract === "terminated" ? terminated : activating
    case "financed":
      return financed
    case "refused": {
      const close = closeReason(session)
      if (!close) throw new Error(`${session} refuses without a word`)
      return refused(close)
    }
  }
}

describe("The plan", () => {
  it.each(everyPair)(
    "for session %s and contract %s has one answer to everything Medusa may have",
    (session, contract) => {
      const state = inbank(session, { contractStatus: contract })
      const answers = Object.fromEntries(SITUATION_NAMES.map((name) => [name, planFor(state, name)]))
      expect(answers).toEqual(answersFor(session, contract))
    },
  )

  it("never pays and never fails a payment on a word that nobody knows (R49)", () => {
    for (const situation of SITUATION_NAMES) {
      const { next: step, close } = planFor(inbank("a word nobody knows"), situation)
      expect(step === undefined || isMending(step)).toBe(true)
      expect(close).toBeUndefined()
    }
  })

  it("takes a completed Pay next month for financed without a contract of its own", () => {
    const state = inbank("completed", {
      productType: "pay_next_month",
      approval: "none",
      contractStatus: null,
    })
    for (const situation of SITUATION_NAMES) expect(planFor(state, situation)).toEqual(financed[situation])
  })

  describe("when the contract is granted", () => {
    it("captures at once where the merchant approves by order, on shipment only what was handed over", () => {
      expect(plan(inbank("granted", { approval: "order" }), order(), NOW)).toEqual(next("capture_payment"))
      expect(plan(inbank("granted", { approval: "shipment" }), order(), NOW)).toEqual(wait)
      expect(plan(inbank("granted", { approval: "shipment" }), order({ handedOver: true }), NOW)).toEqual(
        next("capture_payment"),
      )
    })

    it("approves nothing for an order that costs something else by now, whatever was to approve it", () => {
      for (const approval of ["capture", "order", "shipment"] as const) {
        const changed = order({ totalChanged: true, handedOver: true })
        expect(plan(inbank("granted", { approval }), changed, NOW)).toEqual(human("order_total_changed"))
      }
    })

    it("tells a human when nobody has approved it for days, whoever was to do it, and waits on", () => {
      const since = (milliseconds: number, change: Partial<InbankState> = {}) =>
        inbank("granted", { changedAt: new Date(NOW.getTime() - milliseconds), ...change })
      const days = 86_400_000
      const waiting: [Approval, MedusaState][] = [
        ["capture", order()],
        ["capture", order({ handedOver: true })],
        ["shipment", order()],
        ["none", order()],
        ["none", cart()],
      ]
      for (const [approval, medusa] of waiting) {
        expect(plan(since(3 * days, { approval }), medusa, NOW)).toEqual(wait)
        expect(plan(since(3 * days + 1, { approval }), medusa, NOW)).toEqual(human("approval_overdue"))
        expect(plan(since(60 * days, { approval, approvalReminderDays: 0 }), medusa, NOW)).toEqual(wait)
      }
      expect(plan(since(4 * days), order({ replaced: true }), NOW)).toEqual(human("approve_or_cancel"))
      expect(plan(since(4 * days, { approval: "shipment" }), order({ handedOver: true }), NOW)).toEqual(
        next("capture_payment"),
      )
    })

    it("waits for completed where no approval is asked for", () => {
      expect(plan(inbank("granted", { approval: "none" }), cart(), NOW)).toEqual(wait)
    })

    it("places no order when Inbank's amount is not ours, and gives the contract up (R80, R81)", () => {
      for (const situation of ["open cart", "order without payment", "no cart"] as const) {
        expect(planFor(inbank("granted", { amountAgrees: false }), situation)).toEqual({
          ...abandon("amount_mismatch"),
          problems: ["amount_mismatch"],
        })
      }
    })

    it("never takes up again what it has given up, though the cart changes back", () => {
      for (const situation of SITUATION_NAMES.filter((name) => SITUATIONS[name].kind !== "order")) {
        const answer = planFor(inbank("granted", { abandoned: "cart_changed" }), situation)
        expect(["cancel_payment", "cancel_contract"]).toContain(answer.next)
        expect({ ...answer, next: "cancel_contract" }).toEqual(abandon("cart_changed"))
      }
      expect(plan(inbank("completed", { abandoned: "cart_changed" }), cart(), NOW)).toEqual(
        human("financed_without_order"),
      )
    })

    it("takes nothing from an order that stands on what was given up before", () => {
      expect(plan(inbank("granted", { abandoned: "cart_changed" }), order(), NOW)).toEqual(wait)
    })

    it("leaves a contract of Pay next month, or one that is not named yet, to a human", () => {
      for (const change of [
        { productType: "pay_next_month" as const, approval: "none" as const },
        { hasContract: false },
      ]) {
        expect(planFor(inbank("granted", change), "order paid otherwise")).toEqual({
          ...human("approve_or_cancel"),
          close: "paid_otherwise",
        })
      }
    })
  })

  describe("when the session is completed but the contract is not active", () => {
    const since = (milliseconds: number) =>
      inbank("completed", {
        contractStatus: "signed",
        changedAt: new Date(NOW.getTime() - milliseconds),
      })

    it("tells a human after an hour, and waits on", () => {
      const orders: MedusaState[] = [cart(), order(), order({ payment: "captured" })]
      for (const medusa of orders) {
        expect(plan(since(59 * 60_000), medusa, NOW)).toEqual(wait)
        expect(plan(since(61 * 60_000), medusa, NOW)).toEqual(human("contract_not_active"))
      }
    })
  })

  it("asks no more about a terminated contract once the merchant has said that it was repaid early", () => {
    const repaid = inbank("completed", { contractStatus: "terminated", repaidEarly: true })
    expect(plan(repaid, order({ payment: "captured" }), NOW)).toEqual(done)
    expect(plan(repaid, order({ payment: "captured", refundOpen: "unbooked" }), NOW)).toEqual(
      next("book_refund"),
    )
  })

  describe("when the purchase is financed", () => {
    it("never cancels a contract: the money is lent", () => {
      for (const situation of SITUATION_NAMES) {
        expect(planFor(inbank("completed"), situation).next).not.toBe("cancel_contract")
      }
    })

    it("moves no money by itself when Inbank's amount is not ours", () => {
      for (const situation of SITUATION_NAMES) {
        const planned = planFor(inbank("completed", { amountAgrees: false }), situation)
        expect(planned.problems).toContain("amount_mismatch")
        expect(planned.next === undefined || isMending(planned.next)).toBe(true)
        expect(planned.finished).toBe(false)
      }
    })

    it("pays no order, left half made, that Inbank names another amount for: it is taken back", () => {
      const left = "open cart, order left half made by a dead process"
      expect(planFor(inbank("completed", { amountAgrees: false }), left)).toEqual(
        takenBack(human("amount_mismatch")),
      )
    })

    it("is not done while the same cart, or the same order, is paid for twice", () => {
      for (const [change, problem] of [
        [{ orderedTwice: true }, "ordered_twice"],
        [{ paidTwice: true }, "paid_twice"],
      ] as const)
        expect(plan(inbank("completed"), order({ payment: "captured", ...change }), NOW)).toEqual(
          human(problem),
        )
    })
  })
})
