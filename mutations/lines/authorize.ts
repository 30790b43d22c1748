import type { Guarded } from "../guarded-line"

/** Whether an order may be made of a contract. */
export const AUTHORIZE: Guarded[] = [
  {
    file: "src/services/checkout/authorize.ts",
    suites: ["http/shopper-completes", "http/money", "http/order-lifecycle", "http/rough-checkout"],
    lines: [
      ["await refuseOtherAmount(plugin, paymentSessionId, found, row)", "", "M7"],
      ["!order || (sameAmount(order.total, row.amount) &&", "!order || (true &&", "M7"],
      [
        "if (orderAgrees && inbankState(row, account).amountAgrees) return",
        "if (orderAgrees) return",
        "another sum",
      ],
      ["if (abandoned(row.closed_reason))", "if (false)", "was given up"],
      [
        'throw requiresMore("Inbank has not decided yet. The order is placed as soon as it has.")',
        "break",
        "storefront itself completes",
      ],
      [
        'throw refused("Inbank did not finance this purchase. Please choose another payment method.")',
        "break",
        "R105|refused by Inbank",
      ],
      ["if (isFresh(row, account, now)) return row", "return row", "has the order at once"],
      ['if (account.approval === "none")', "if (false)", "needs no approval"],
    ],
  },
  {
    file: "src/services/checkout/authorize.ts",
    suites: ["faults/two-processes"],
    lines: [
      [
        "if (!(await plugin.store.paymentRows.bind(row.id, paymentSessionId)))",
        "if (!(await plugin.store.paymentRows.bind(row.id, paymentSessionId)) && false)",
        "wakes up",
      ],
    ],
  },
  {
    file: "src/services/session/payment-row.ts",
    suites: ["http/money"],
    lines: [
      ["currency: context.currency_code.toUpperCase(),", "currency: context.currency_code,", "whole sum"],
    ],
  },
  {
    file: "src/services/session/payment-row.ts",
    suites: ["http/refunds-api"],
    lines: [["amount: toDecimal(toMinorUnits(context.amount)),", "amount: context.amount,", "M3"]],
  },
  {
    file: "src/providers/inbank/service.ts",
    suites: ["http/order-lifecycle"],
    lines: [
      [
        "status: PaymentSessionStatus.AUTHORIZED,",
        "status: PaymentSessionStatus.CAPTURED,",
        "is placed when Inbank grants",
      ],
    ],
  },
  {
    file: "src/medusa/sql/payment-tables.ts",
    suites: ["http/money", "http/rough-checkout", "http/sessions"],
    lines: [
      ['.join("order as o", "o.id", "link.order_id")', '.join("order as o", "o.id", "ps.id")', "M7"],
      [
        "exists (select 1 from payment_session ps where ps.id = p.payment_session_id and ps.deleted_at is null)\n  or",
        "true or",
      ],
    ],
  },
]
