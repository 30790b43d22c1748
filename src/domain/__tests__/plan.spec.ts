import { plan, type InbankSide, type MedusaSide, type Plan } from "../plan"

const inbank = (sessionStatus: string | null, change: Partial<InbankSide> = {}): InbankSide => ({
  sessionStatus,
  contractStatus: sessionStatus === "completed" ? "activated" : null,
  productType: "hire_purchase",
  approval: "capture",
  amountAgrees: true,
  hasContract: true,
  givenUp: null,
  ...change,
})
const order = (change: Partial<Extract<MedusaSide, { kind: "order" }>> = {}): MedusaSide => ({
  kind: "order",
  payment: "authorized",
  orderCanceled: false,
  shipped: false,
  replaced: false,
  ...change,
})
const cart = (change: Partial<Extract<MedusaSide, { kind: "open_cart" }>> = {}): MedusaSide => ({
  kind: "open_cart",
  agrees: true,
  paymentSession: "live",
  paymentLeft: false,
  ...change,
})

/** Every situation in Medusa, by the words that the table below uses. */
const situations = {
  "no cart": { kind: "no_cart" },
  "open cart": cart(),
  "open cart, session dropped": cart({ paymentSession: "dropped" }),
  "open cart, ours among other sessions": cart({ paymentSession: "mixed" }),
  "open cart, payment left by a rolled back order": cart({ paymentLeft: true }),
  "open cart, changed": cart({ agrees: false }),
  "open cart, other method": cart({ paymentSession: "other_method" }),
  "paid otherwise": { kind: "paid_otherwise" },
  "order without payment": { kind: "order_without_payment" },
  "order authorized": order(),
  "order authorized, collection replaced": order({ replaced: true }),
  "order authorized, shipped": order({ shipped: true }),
  "order canceled, authorized": order({ orderCanceled: true }),
  "order captured": order({ payment: "captured" }),
  "order canceled, captured": order({ payment: "captured", orderCanceled: true }),
  "order, payment canceled": order({ payment: "canceled" }),
  "order canceled, payment canceled": order({ payment: "canceled", orderCanceled: true }),
} satisfies Record<string, MedusaSide>
type Situation = keyof typeof situations

const wait = { steps: [], problems: [], finished: false }
const done = { steps: [], problems: [], finished: true }
const steps = (...names: Plan["steps"]) => ({ steps: names, problems: [], finished: false })
const human = (problem: Plan["problems"][number]) => ({ steps: [], problems: [problem], finished: false })
const giveUp = (close: string) => ({ steps: ["cancel_contract"], problems: [], finished: false, close })

describe("The plan", () => {
  describe("while Inbank has not decided", () => {
    it.each(["pending", "a word nobody knows", null])("is to wait, whatever Medusa has (%s)", (word) => {
      for (const medusa of Object.values(situations)) expect(plan(inbank(word), medusa)).toEqual(wait)
    })
  })

  describe("when the contract is granted", () => {
    const expected: Record<Situation, unknown> = {
      "no cart": giveUp("cart_gone"),
      "open cart": steps("complete_cart"),
      "open cart, session dropped": steps("restore_payment_session", "complete_cart"),
      "open cart, ours among other sessions": steps("restore_payment_session", "complete_cart"),
      "open cart, payment left by a rolled back order": steps("complete_cart"),
      "open cart, changed": giveUp("cart_changed"),
      "open cart, other method": giveUp("paid_otherwise"),
      "paid otherwise": giveUp("paid_otherwise"),
      "order without payment": steps("authorize_payment"),
      "order authorized": wait,
      "order authorized, collection replaced": { ...wait, problems: ["approve_or_cancel"] },
      "order authorized, shipped": wait,
      "order canceled, authorized": giveUp("order_canceled"),
      "order captured": { ...wait, problems: ["contract_not_active"] },
      "order canceled, captured": { ...wait, problems: ["contract_not_active"] },
      "order, payment canceled": { ...wait, problems: ["approve_or_cancel"] },
      "order canceled, payment canceled": giveUp("order_canceled"),
    }
    it.each(Object.entries(expected))("and Medusa has: %s", (situation, answer) => {
      expect(plan(inbank("granted"), situations[situation as Situation])).toEqual(answer)
    })

    it("captures at once where the merchant approves by order, on shipment only what was shipped", () => {
      expect(plan(inbank("granted", { approval: "order" }), order())).toEqual(steps("capture_payment"))
      expect(plan(inbank("granted", { approval: "shipment" }), order())).toEqual(wait)
      expect(plan(inbank("granted", { approval: "shipment" }), order({ shipped: true }))).toEqual(
        steps("capture_payment"),
      )
    })

    it("waits for completed where no approval is asked for", () => {
      expect(plan(inbank("granted", { approval: "none" }), cart())).toEqual(wait)
    })

    it("places no order when Inbank's amount is not ours, and gives the contract up", () => {
      for (const medusa of [cart(), situations["order without payment"], situations["no cart"]]) {
        expect(plan(inbank("granted", { amountAgrees: false }), medusa)).toEqual({
          ...giveUp("amount_mismatch"),
          problems: ["amount_mismatch"],
        })
      }
    })

    it("never takes up again what it has given up, though the cart changes back", () => {
      for (const medusa of Object.values(situations).filter(({ kind }) => kind !== "order")) {
        expect(plan(inbank("granted", { givenUp: "cart_changed" }), medusa)).toEqual(giveUp("cart_changed"))
      }
      expect(plan(inbank("completed", { givenUp: "cart_changed" }), cart())).toEqual(
        human("financed_without_order"),
      )
    })

    it("leaves a contract of Pay next month, or one that is not named yet, to a human", () => {
      for (const change of [
        { productType: "pay_next_month" as const, approval: "none" as const },
        { hasContract: false },
      ]) {
        expect(plan(inbank("granted", change), situations["paid otherwise"])).toEqual({
          ...human("approve_or_cancel"),
          close: "paid_otherwise",
        })
      }
    })
  })

  describe("when the session is completed but the contract is not active", () => {
    it.each(["unsigned", "signed", "a word nobody knows", null])("is to wait while it is %s", (word) => {
      for (const medusa of Object.values(situations)) {
        expect(plan(inbank("completed", { contractStatus: word }), medusa)).toEqual(wait)
      }
    })

    it("asks for a human while an order stands on a terminated contract, and captures nothing", () => {
      const stands = Object.values(situations).filter(
        (medusa) =>
          medusa.kind === "order_without_payment" || (medusa.kind === "order" && !medusa.orderCanceled),
      )
      expect(stands).toHaveLength(6)
      for (const medusa of stands) {
        expect(plan(inbank("completed", { contractStatus: "terminated" }), medusa)).toEqual(
          human("contract_not_active"),
        )
      }
    })

    it("is finished when the order is cancelled too", () => {
      for (const payment of ["authorized", "captured", "canceled"] as const) {
        const medusa = order({ orderCanceled: true, payment })
        expect(plan(inbank("completed", { contractStatus: "terminated" }), medusa)).toEqual({
          ...done,
          close: "terminated",
        })
      }
    })

    it("asks a human about the money when it is terminated and there never was an order", () => {
      const told = { problems: ["terminated_without_order"], close: "terminated" }
      for (const medusa of [cart(), situations["no cart"], situations["paid otherwise"]]) {
        expect(plan(inbank("completed", { contractStatus: "terminated" }), medusa)).toEqual({
          ...done,
          ...told,
        })
      }
      const left = cart({ paymentLeft: true })
      expect(plan(inbank("completed", { contractStatus: "terminated" }), left)).toEqual({
        ...steps("cancel_payment"),
        ...told,
      })
    })
  })

  describe("when the purchase is financed", () => {
    const expected: Record<Situation, unknown> = {
      "no cart": human("financed_without_order"),
      "open cart": steps("complete_cart", "capture_payment"),
      "open cart, session dropped": steps("restore_payment_session", "complete_cart", "capture_payment"),
      "open cart, ours among other sessions": steps(
        "restore_payment_session",
        "complete_cart",
        "capture_payment",
      ),
      "open cart, payment left by a rolled back order": steps("complete_cart", "capture_payment"),
      "open cart, changed": human("financed_without_order"),
      "open cart, other method": human("financed_without_order"),
      "paid otherwise": human("financed_without_order"),
      "order without payment": steps("authorize_payment", "capture_payment"),
      "order authorized": steps("capture_payment"),
      "order authorized, collection replaced": steps("capture_payment"),
      "order authorized, shipped": steps("capture_payment"),
      "order canceled, authorized": human("financed_order_canceled"),
      "order captured": done,
      "order canceled, captured": human("financed_order_canceled"),
      "order, payment canceled": human("financed_order_canceled"),
      "order canceled, payment canceled": human("financed_order_canceled"),
    }
    it.each(Object.entries(expected))("and Medusa has: %s", (situation, answer) => {
      expect(plan(inbank("completed"), situations[situation as Situation])).toEqual(answer)
      const payNextMonth = { productType: "pay_next_month", approval: "none", contractStatus: null } as const
      expect(plan(inbank("completed", payNextMonth), situations[situation as Situation])).toEqual(answer)
    })

    it("never cancels a contract: the money is lent", () => {
      for (const medusa of Object.values(situations)) {
        expect(plan(inbank("completed"), medusa).steps).not.toContain("cancel_contract")
      }
    })

    it("does nothing by itself when Inbank's amount is not ours", () => {
      for (const medusa of Object.values(situations)) {
        expect(plan(inbank("completed", { amountAgrees: false }), medusa)).toEqual(human("amount_mismatch"))
      }
    })
  })

  describe.each(["declined", "cancelled", "expired"])("when the session is %s", (close) => {
    const closed = { ...done, close }
    const expected: Record<Situation, unknown> = {
      "no cart": closed,
      "open cart": closed,
      "open cart, session dropped": closed,
      "open cart, ours among other sessions": closed,
      "open cart, payment left by a rolled back order": { ...steps("cancel_payment"), close },
      "open cart, changed": closed,
      "open cart, other method": closed,
      "paid otherwise": closed,
      "order without payment": { ...human("do_not_ship"), close },
      "order authorized": { ...steps("cancel_payment"), problems: ["do_not_ship"], close },
      "order authorized, collection replaced": {
        ...steps("cancel_payment"),
        problems: ["do_not_ship"],
        close,
      },
      "order authorized, shipped": { ...steps("cancel_payment"), problems: ["do_not_ship"], close },
      "order canceled, authorized": { ...steps("cancel_payment"), close },
      "order captured": { ...human("do_not_ship"), close },
      "order canceled, captured": { ...human("do_not_ship"), close },
      "order, payment canceled": { ...closed, problems: ["do_not_ship"] },
      "order canceled, payment canceled": closed,
    }
    it.each(Object.entries(expected))("and Medusa has: %s", (situation, answer) => {
      expect(plan(inbank(close), situations[situation as Situation])).toEqual(answer)
    })
  })
})
