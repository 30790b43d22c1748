import type { Guarded } from "../guarded-line"

/** An order is cancelled only with its contract, and a contract only where nobody has paid. */
export const CANCEL: Guarded[] = [
  {
    file: "src/services/merchant/cancel-payment.ts",
    suites: ["http/after-sale.spec", "http/order-changes", "http/order-lifecycle", "http/rough-checkout"],
    lines: [
      ["if (paymentId === undefined) return", "", "R127"],
      ["if (!found || !context?.counts) return", "if (!found) return", "pays by another method|code fails"],
      ["if (isOver(row.session_status, row.contract_status)) return", "", "at granted|cancelled at Inbank"],
      ["\n  throw notAllowed(\n", "\n  return void notAllowed(\n", "own code makes it"],
    ],
  },
  {
    file: "src/services/merchant/cancel-before-order.ts",
    suites: ["http/after-sale.spec", "http/switched-off", "http/half-done"],
    lines: [
      ["? undefined : entryGone(row)", "? undefined : undefined", "R156"],
      ["if (!isGranted) return refusalOf(seen, account)", "if (!isGranted) return undefined", "R56"],
      [
        "if (error instanceof RefundNotDone) return error.message",
        "if (error instanceof RefundNotDone) return undefined",
        "no refund is invented",
      ],
      ["if (books.in_progress || books.left_capture || books.left_refund)", "if (false)", "R62"],
      ["if (books.standing_orders > 1)", "if (false)", "shares its contract"],
    ],
  },
  {
    file: "src/services/merchant/cancel-before-order.ts",
    suites: ["http/after-sale-table"],
    lines: [
      ['if (account.productType === "pay_next_month" || !seen', "if (!seen"],
      ["if (toMinorUnits(amount) === 0) return undefined", ""],
    ],
  },
  {
    file: "src/core/inbank/cancel-contract.ts",
    suites: ["http/merchant-pages"],
    lines: [
      [
        'if (standing(inbankState(after, account)) !== "granted") return after',
        "return after",
        "still shows the contract as granted",
      ],
    ],
  },
  {
    file: "src/core/inbank/error-to-verify.ts",
    suites: ["http/merchant-pages", "http/refund-time-outs"],
    lines: [
      [
        'if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error',
        'if (isInbankError(error) && error.kind === "rejected") return error',
        "nobody knows",
      ],
    ],
  },
  {
    file: "src/services/merchant/cancel-contract-of-order.ts",
    suites: ["http/merchant-pages", "http/after-sale-table"],
    lines: [
      ["if (!possibility.possible) throw not(possibility.why)", "", "table says no|asked for twice"],
      ["if (refusal) throw not(refusal)", ""],
      ['if (standing(inbankState(after, account)) !== "refused")', "if (false)", "Inbank does not do it"],
      ["await notifications.enqueue(row.id, false)", "", "cancels it at Inbank"],
    ],
  },
  {
    file: "src/api/guards/order-cancel.ts",
    suites: ["http/after-sale.spec", "http/refunds-api"],
    lines: [
      ["if (refusal) return next(notCancelled(refusal))", "", "no refund is invented|R56"],
      ["if (change) return next(notCancelled(change))", "", "waits for Medusa's own change"],
      ["ours.length === 0 || !(await orders.isCancelable(orderId))", "ours.length === 0"],
      ["if (!(await holdLease(plugin, collectionId, res)))", "if (false)", "R110"],
    ],
  },
]
