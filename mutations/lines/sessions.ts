import type { Guarded } from "../guarded-line"

/** What a shopper is given to sign, and for how much. */
export const SESSIONS: Guarded[] = [
  {
    file: "src/services/checkout/start-session.ts",
    suites: ["http/usable-methods", "http/money", "http/switched-off", "http/rough"],
    lines: [
      ["await refuseForeignDelivery(plugin, account, identity, context.country)", "", "country"],
      ["await refuseIneligible(plugin, account, identity)", "", "R89"],
      [
        "if (await isStillOpen(plugin, account, open)) return open",
        "return open",
        "declined and nobody told the store",
      ],
      ["if (!isMadeBy(row, account)) {", "if (false) {", "names another shop by now"],
      ["if (row && saidYes(row, account)) return", "", "all the same when Inbank says yes"],
    ],
  },
  {
    file: "src/services/checkout/start-session.ts",
    suites: ["http/after-the-order"],
    lines: [
      ["if (context.order_id && context.is_paid) throw alreadyOrdered()", "", "R107"],
      ["if (context.order_id) throw alreadyOrdered()", "", "lost its payment"],
    ],
  },
  {
    file: "src/services/checkout/create-session.ts",
    suites: ["http/fidelity.spec", "http/unanswered-session", "http/money", "http/sessions"],
    lines: [
      ["await refuseForeignHost(plugin, account, row, created.redirectUrl)", "", "R51"],
      ['unknown ? "unknown" : "refused",', '"refused",', "R53"],
      ["purchaseReference: row.id,", "purchaseReference: row.cart_id,", "whole sum"],
      ["totalAmount: row.amount,", 'totalAmount: "100.00",', "whole sum"],
      [
        "if (refusesCredentials(error)) await credentialsRefused(plugin, account, error)",
        "",
        "key that Inbank refuses",
      ],
    ],
  },
  {
    file: "src/modules/inbank/store/payment-row-store.ts",
    suites: ["http/sessions", "http/rough-checkout", "http/money", "http/order-lifecycle", "http/unanswered"],
    lines: [
      ["valid_until > now() + interval '5 minutes' or", "true or", "less than five minutes"],
      [
        "(payment_collection_id, account_id, amount, currency) where closed_reason is null",
        "(id) where closed_reason is null",
        "R100",
      ],
    ],
  },
  {
    file: "src/modules/inbank/store/session-store.ts",
    suites: ["http/money", "http/rough-checkout"],
    lines: [[".where(notAbandoned)\n      .where(under(lease))", ".where(under(lease))"]],
  },
  {
    file: "src/modules/inbank/store/session-store.ts",
    suites: ["faults/two-processes"],
    lines: [['.orWhere("checked_at", "<=", askedAt)', '.orWhereRaw("true")', "late answer"]],
  },
  {
    file: "src/services/session/claim-named-session.ts",
    suites: ["http/unanswered-session"],
    lines: [
      ["if (session?.purchaseReference === rowId &&", "if (session &&", "another purchase's"],
      ['if (named.in_flight) return "in_flight"', "", "R30"],
      ["named.stale ? undefined : await ask(", "await ask("],
    ],
  },
]
