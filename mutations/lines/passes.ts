import type { Guarded } from "../guarded-line"

/** What is read of both sides, and what is done about it. */
export const PASSES: Guarded[] = [
  {
    file: "src/medusa/state/index.ts",
    suites: ["http/money", "http/rough-checkout"],
    lines: [
      ["if (order && (paidByAnother || order.is_paid_elsewhere))", "if (false)", "R91"],
      [
        ".filter((each) => !counting.includes(each) && !each.canceled_at)",
        ".filter(() => false)",
        "Checkout that|because the merchant's own code|and then",
      ],
      ["(payment) => payment.provider_id === row.account_id && payment", "(payment) => payment", "R91"],
    ],
  },
  {
    file: "src/medusa/state/cart-state.ts",
    suites: ["http/money", "http/order-lifecycle", "http/rough-checkout"],
    lines: [
      [
        "agrees: sameAmount(cart.total, row.amount) && sameCurrency(cart.currency_code, row.currency),",
        "agrees: true,",
        "R80",
      ],
      ["&& sameCurrency(cart.currency_code, row.currency),", ",", "R83"],
      ['if (ours === 0) return "other_method"', "", "R91|pays by another method"],
      ['return ours === all ? "live" : "mixed"', 'return "live"', "two methods were clicked"],
    ],
  },
  {
    file: "src/medusa/state/cart-state.ts",
    suites: ["http/ordered-otherwise"],
    lines: [
      ["if (order?.total && !orderCanceled && !sameAmount(order.total, row.amount))", "if (false)"],
      ["|| sessions.some(isPaidLater))) return", ")) return"],
    ],
  },
  {
    file: "src/medusa/state/cart-state.ts",
    suites: ["faults/half-written-orders", "faults/two-processes"],
    lines: [
      ['sameAmount(order.total, row.amount) ? "payable"', 'true ? "payable"', "that is paid|will not pay"],
    ],
  },
  {
    file: "src/medusa/state/order-state.ts",
    suites: ["http/order-changes", "http/order-lifecycle", "http/rough-checkout", "http/money"],
    lines: [
      [
        "const differs = order_total !== null && !sameAmount(order_total, row.amount)",
        "const differs = false",
        "R129",
      ],
      [
        "return Boolean(shipped_at ?? delivered_at) && !canceled_at",
        "return Boolean(shipped_at)",
        "where the account says so",
      ],
      ['replaced: collection.status === "canceled" && !order.canceled_at,', "replaced: false,", "own code"],
    ],
  },
  {
    file: "src/medusa/state/order-state.ts",
    suites: ["http/refunds-portal", "http/refunds-api"],
    lines: [
      ['return refunded < toMinorUnits(captured_amount) ? "part" : "whole"', 'return "whole"', "R124"],
      ['unbooked(books) > 0 ? "unbooked" : "nothing"', '"nothing"', "R122"],
    ],
  },
  {
    file: "src/medusa/state/order-state.ts",
    suites: ["http/after-sale.spec"],
    lines: [["orderedTwice: books.standing_orders > 1,", "orderedTwice: false,", "shares its contract"]],
  },
  {
    file: "src/core/reconcile/run-passes.ts",
    suites: [
      "reconcile/__tests__/run-passes",
      "http/money",
      "http/order-refused",
      "http/refunds-portal",
      "http/refunds-api",
    ],
    lines: [
      ["if (planned.close) await port.close(planned.close)", "", "R91|still another"],
      ["for (const problem of planned.problems) port.report(", "for (const problem of []) port.report("],
      ['|| error.refusal !== "final") return false', "|| true) return false", "R90|can never be placed"],
      [
        'return standing(port.inbankState(row, medusa)) === "granted"',
        "return true",
        "goods are gone after Inbank has paid|gives nothing up",
      ],
      ["ageOfAnswer(row, now) < WATCHED_MS &&", "true &&", "R124|once a day"],
      ["!isNotifiedSince(row)\n", "true\n", "as soon as somebody opens the order|after a notification"],
      ["if (isFirstDoubt && !(await isStillChanged(port, row))) continue", "", "a moment later"],
      ["    await port.hold()\n    try {", "    try {", "lease is lost"],
    ],
  },
  {
    file: "src/services/reconcile/run.ts",
    suites: ["http/switched-off"],
    lines: [["if (!isMadeBy(row, account)) {", "if (false) {", "naming another shop"]],
  },
  {
    file: "src/services/reconcile/port.ts",
    suites: ["http/half-done", "faults/two-processes"],
    lines: [
      ['if (medusa.bookingInProgress) return "waiting"', "", "left alone while"],
      ["if (!(await plugin.store.leases.renew(lease))) throw", "if (false) throw", "stalls"],
    ],
  },
  {
    file: "src/core/inbank/ask.ts",
    suites: ["http/lender-faults", "http/order-lifecycle"],
    lines: [
      [
        "...withoutSteppingBack(row, observationOf(session, contract))",
        "seen: observationOf(session, contract)",
        "R23",
      ],
      ['&& account.productType !== "pay_next_month"', "", "Pay next month"],
    ],
  },
  {
    file: "src/domain/session/freshness.ts",
    suites: ["http/callbacks"],
    lines: [
      [
        "ageOfAnswer(row, now) < FRESH_MS && !isNotifiedSince(row)",
        "ageOfAnswer(row, now) < FRESH_MS",
        "news all the same",
      ],
    ],
  },
  {
    file: "src/services/reconcile/actions/cancel-payment.ts",
    suites: ["http/rough-checkout", "http/order-lifecycle"],
    lines: [
      [
        'if (state.kind !== "order") await payments.deletePaymentSession(container, payment.paymentSessionId)',
        "",
        "leaves no payment",
      ],
      ["await payments.cancelPayment(container, payment.id)", "", "is kept, with its payment cancelled"],
    ],
  },
  {
    file: "src/services/reconcile/actions/complete-cart.ts",
    suites: ["http/order-refused"],
    lines: [
      [
        'if (lost) throw new OrderNotPlaced(sentence, "final", LOST_SENTENCES[lost])',
        "",
        "promotion was deleted",
      ],
      ['refusal === "mendable" && !lost ? sentence : null', "null", "can be mended"],
    ],
  },
  {
    file: "src/services/reconcile/actions/authorize-payment.ts",
    suites: ["faults/killed-mid-request"],
    lines: [["await emitOrderPlaced(container, order.orderId)", "", "order.placed is told"]],
  },
  {
    file: "src/services/problems/report.ts",
    suites: ["http/lender-faults"],
    lines: [
      ["await plugin.store.notifications.postponeAccount(account.id)", "", "R45"],
      ["if (cleared.length > 0) await plugin.store.notifications.enqueueAccount(account.id)", "", "R45"],
    ],
  },
  {
    file: "src/services/accounts.ts",
    suites: ["services/__tests__/accounts"],
    lines: [["return resolve === PROVIDER_MODULE || OUR_FILE.test(", "return OUR_FILE.test("]],
  },
]
