import type { Guarded } from "../guarded-line"

/** What broke off is ended or rolled back, and everybody who must know is informed. */
export const HEALING: Guarded[] = [
  {
    file: "src/services/reconcile/actions/interrupted-completion.ts",
    suites: ["http/order-refused"],
    lines: [
      ["if (interrupted === undefined) throw error", "throw error", "R139"],
      ["await reopenLostCart(context)", "", "R139"],
    ],
  },
  {
    file: "src/medusa/sql/workflow-executions.ts",
    suites: ["http/order-refused"],
    lines: [["in ('waiting_to_compensate', 'compensating')", "in ('compensating_never')", "R139"]],
  },
  {
    file: "src/services/refunds/open-order-change.ts",
    suites: ["http/refunds-api"],
    lines: [["if (left) await endOrderChange(", "if (false) await endOrderChange(", "R122"]],
  },
  {
    file: "src/medusa/orders.ts",
    suites: ["http/refunds-api"],
    lines: [["(is_written_down ? orders.confirmOrderChange(id)", "(false ? Promise.resolve()", "R122"]],
  },
  {
    file: "src/subscribers/inbank-goods-handed-over.ts",
    suites: ["http/order-lifecycle", "http/switched-off"],
    lines: [
      [
        "if (orderId) await enqueueForOrder(",
        "if (false) await enqueueForOrder(",
        "where the account says so",
      ],
      ['"shipment.created", "delivery.created"', '"shipment.created"', "where the account says so"],
    ],
  },
  {
    file: "src/subscribers/inbank-order-canceled.ts",
    suites: ["http/merchant-pages", "http/after-sale.spec", "http/switched-off"],
    lines: [["await enqueueForOrder(container, event.data.id)", "await Promise.resolve()"]],
  },
  {
    file: "src/services/reconcile/failure.ts",
    suites: ["http/lender-faults", "http/order-refused"],
    lines: [
      [
        "if (error instanceof OrderNotPlaced) return [{",
        "if (false) return [{",
        "R144|gone after Inbank has paid",
      ],
      ['error.kind === "not_found")\n', "false)\n", "R47"],
    ],
  },
  {
    file: "src/services/views/storefront-answer.ts",
    suites: ["http/ordered-otherwise"],
    lines: [
      ['if (reason === "paid_otherwise")', "if (false)", "R140"],
      ["!(await orders.isCanceled(orderId))", "true", "R141"],
      ["wasShown(row.id, PAID_IN_VAIN)) return", "wasShown(row.id, [])) return", "R140|R141"],
    ],
  },
  {
    file: "src/services/callbacks/callback-problems.ts",
    suites: ["http/adoption.spec", "http/callbacks"],
    lines: [
      ["await plugin.store.orphans.note(account.id, said)", "", "R31|enqueued by Inbank's callbacks|price"],
    ],
  },
  {
    file: "src/services/checkout/session-limits.ts",
    suites: ["http/sessions"],
    lines: [
      ["if (await ofCarts.secondsLeft(cartId)) throw", "if (false) throw", "R151"],
      ["throw notAllowed(TOO_MANY_OF_SHOP)", "", "R151"],
    ],
  },
  {
    file: "src/api/guards/usable-methods.ts",
    suites: ["http/usable-methods"],
    lines: [["({ id }) => !unusable.has(id)", "() => true"]],
  },
]
