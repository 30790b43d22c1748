import type { Guarded } from "../guarded-line"

const suites = ["medusa-1/order-lifecycle"]

/** The same on Medusa 1.20. */
export const MEDUSA_1: Guarded[] = [
  {
    file: "medusa-1/api/hooks/inbank/[token]/route.ts",
    suites,
    lines: [["isSignedByOneOf(callbackKeys(plugin.account), signed)", "true", "without Inbank's key"]],
  },
  {
    file: "medusa-1/processor/session-limits.ts",
    suites,
    lines: [[">= NEW_SESSIONS_OF_CART) throw", ">= Infinity) throw", "ten sessions a minute"]],
  },
  {
    file: "medusa-1/processor/authorize.ts",
    suites,
    lines: [
      ["if (abandoned(seen.closed_reason) || !state.amountAgrees) return PaymentSessionStatus.ERROR", ""],
      [
        "if (selected && selected.amount !== toMinorUnits(row.amount)) return PaymentSessionStatus.REQUIRES_MORE",
        "",
      ],
      ["if (row?.cart_id !== cartId || !row) return", "if (!row) return", "browser writes"],
      [
        'case "activating":\n      return PaymentSessionStatus.PENDING',
        'case "activating":\n      return PaymentSessionStatus.AUTHORIZED',
        "before Inbank has decided",
      ],
    ],
  },
  {
    file: "medusa-1/processor/capture.ts",
    suites,
    lines: [
      ["await refuseOtherCost(plugin, row)", "", "costs something else"],
      ["if (state.amountAgrees) return standing(state)", "return standing(state)"],
      ["if (payment && payment.amount !== toMinorUnits(found.amount)) throw otherAmount()", ""],
      [
        'if (now === "refused") throw noLongerFinanced(row)',
        'if (now === "refused") return row',
        "not to be shipped",
      ],
      ['if (now === "financed") return row', "return row"],
    ],
  },
  {
    file: "medusa-1/processor/cancel.ts",
    suites,
    lines: [
      ["throw financed()\n  }\n}", "return row\n  }\n}", "Inbank has paid"],
      ["const after = await cancelContract(plugin, row)", "const after = row", "cancelled at Inbank first"],
    ],
  },
  {
    file: "medusa-1/processor/refund.ts",
    suites,
    lines: [
      ["if (amount !== toMinorUnits(row.amount)) {", "if (false) {"],
      ["if (booked && booked.amount_refunded > 0) throw", "if (false) throw", "pressed twice"],
      ["if (isOurs) return row", "return row", "repaid the contract early"],
      ["if (after.withdrawal_sent_at !== null) return after", "return after"],
      [
        "if (refusal && !refusal.mayHaveActed) throw refusal\n  //",
        "if (refusal) return after\n  //",
        "refund fails",
      ],
      [
        "await plugin.sessions.enqueue({ id: row.id })\n  if (refusal) throw",
        "if (refusal) throw",
        "only after its answer",
      ],
      ["if (lease === undefined) {", "if (false) {", "pressed twice"],
    ],
  },
  {
    file: "medusa-1/processor/needed-row.ts",
    suites,
    lines: [["if (isMadeBy(row, plugin.account)) return row", "return row"]],
  },
  {
    file: "medusa-1/processor/start-session.ts",
    suites,
    lines: [
      ["await refuseForeignDelivery(plugin, identity)", "", "does not serve"],
      ['?.type !== "default") {', '?.type === "") {', "swap"],
      ["totalAmount: row.amount,", 'totalAmount: "100.00",', "placed when Inbank grants"],
    ],
  },
  {
    file: "medusa-1/reconcile/reconcile.ts",
    suites,
    lines: [["if (!isMadeBy(row, plugin.account)) return", "if (false) return", "another shop"]],
  },
  {
    file: "medusa-1/reconcile/port.ts",
    suites,
    lines: [
      ["amountAgrees: state.amountAgrees && medusa.amountAgrees", "amountAgrees: true", "another amount"],
    ],
  },
  {
    file: "medusa-1/store/session-store.ts",
    suites,
    lines: [
      [".andWhere(UNDER_LEASE, lease)\n      .setParameters", ".setParameters", "lost the cart"],
      ['rung_at: () => "coalesce(rung_at, created_at)"', "", "has come back"],
    ],
  },
  {
    file: "medusa-1/reconcile/medusa-state.ts",
    suites,
    lines: [
      ["return cart.total === toMinorUnits(row.amount) &&", "return", "follows the cart"],
      [").total !== amount", ").total !== undefined && false", "costs something else"],
    ],
  },
  {
    file: "medusa-1/reconcile/complete-cart.ts",
    suites,
    lines: [
      [
        "const fits = left.amount === total && left.amount === toMinorUnits(row.amount)",
        "const fits = true",
        "another cart by then",
      ],
    ],
  },
  {
    file: "medusa-1/checkout/guard-cart-completion.ts",
    suites,
    lines: [
      [
        "if (lease === undefined) return tryAgain(res)",
        "if (lease === undefined) return next()",
        "somebody else is at the cart",
      ],
    ],
  },
  {
    file: "medusa-1/store/cart-leases.ts",
    suites,
    lines: [["and (lease_until is null or lease_until < now())", "", "one at a time"]],
  },
]
