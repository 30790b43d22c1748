import type { Guarded } from "../guarded-line"

/** When a contract is approved, and when that is booked. */
export const CAPTURE: Guarded[] = [
  {
    file: "src/services/approval/capture.ts",
    suites: ["http/after-sale.spec", "http/fidelity-after-order", "http/order-changes", "http/lender-faults"],
    lines: [
      ["if (!sameAmount(context.amount, context.payment_amount)) {", "if (false) {", "a part of the payment"],
      ["await refuseOtherCost(plugin, account, before, context.order_id)", "", "R129"],
      ["if (state.amountAgrees) return standing(state)", "return standing(state)", "names another sum"],
      [
        'case "refused":\n      throw notCaptured(',
        'case "refused":\n      return void notCaptured(',
        "known to be cancelled",
      ],
      [
        'if (error.kind === "rejected" || error.mayHaveActed) return error',
        'if (error.kind === "rejected") return error',
        "R54",
      ],
      [
        'if (refusal && standing(inbankState(after, account)) === "granted")\n    throw notCaptured(refusal.merchantMessage)',
        "",
        "refuses an approval",
      ],
      ["\n  await waitUntilFinanced(plugin, account, after)", "", "takes an approval and stays granted"],
      ["await plugin.store.notifications.checkSoon(latest.id)", "", "takes an approval and stays granted"],
      ['await plugin.store.problems.isOpen("approve_or_cancel", row.id)', "false", "own code"],
      ['if (agreedStanding(decided, account) === "refused") {', "if (false) {"],
    ],
  },
  {
    file: "src/services/approval/capture.ts",
    suites: ["http/after-sale-table"],
    lines: [['["financed", "refused"].includes(', '["financed", "refused", "activating"].includes(']],
  },
  {
    file: "src/services/approval/capture.ts",
    suites: ["http/switched-off"],
    lines: [["if (!isMadeBy(row, account)) throw notCaptured(entryGone(row))", ""]],
  },
  {
    file: "src/medusa/order-cost.ts",
    suites: ["http/order-changes", "http/changes-at-inbank"],
    lines: [
      ["if (sameAmount(cost, financed)) return undefined", "return undefined", "R129"],
      [".filter(({ detail }) => detail?.return_id)", ".filter(() => false)"],
      ["sum(order.total, returned))", "String(order.total))"],
    ],
  },
  {
    file: "src/api/guards/order-changes.ts",
    suites: ["http/order-changes"],
    lines: [
      ['"/admin/orders/:id/credit-lines"', "", "credit line"],
      ["next(living && captureFirst(living))", "next()", "is refused while Inbank's contract is granted"],
    ],
  },
  {
    file: "src/services/merchant/living-contract.ts",
    suites: ["http/order-changes"],
    lines: [
      ["({ captured, canceled }) => !captured && !canceled,", "() => true,", "once the payment is captured"],
      [
        "|| (await medusa.orders.isCanceled(orderId))) return undefined",
        ") return undefined",
        "left to Medusa",
      ],
      ["rows.find((row) => !isOver(row.session_status, row.contract_status))", "rows[0]", "passes when"],
    ],
  },
  {
    file: "src/api/guards/payment-act.ts",
    suites: ["http/switched-off", "http/after-sale.spec", "http/refunds-api"],
    lines: [
      ["if (!plugin.accountOf(payment)) return next(notDone(act, entryGone(payment)))", "", "R156"],
      ["if (!free) return next(busy(act))", "if (!free) return next()", "twice at once"],
    ],
  },
]
