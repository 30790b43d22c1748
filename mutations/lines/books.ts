import type { Guarded } from "../guarded-line"

/** The statements that prevent two processes from doing the same, and half-done work from counting as done. */
export const BOOKS: Guarded[] = [
  {
    file: "src/medusa/sql/payment-books.ts",
    suites: ["http/refunds-api", "http/half-done"],
    lines: [
      ["and half.id is distinct from :own", "", "withdraws the contract"],
      [
        "r.status = 'done' and r.deleted_at is null) as returned_amount",
        "true) as returned_amount",
        "R121|R120",
      ],
      ["(half.created_at < now() - interval '${PROVIDER_CALL_SECONDS} seconds')", "(true)", "left alone"],
      ["coalesce(mine.note = :booking, false) as is_booking", "false as is_booking", "R122"],
      ["not ${NOT_BOOKED} and half.id", "half.id", "refund counts as money|R122"],
    ],
  },
  {
    file: "src/modules/inbank/store/refund-store.ts",
    suites: ["http/refund-ledger"],
    lines: [
      ["where ${DONE_SUM} + :amount::numeric < :captured::numeric + 0.01", "where true"],
      ["where ${DONE_SUM} = :returned::numeric", "where true"],
      ['.whereNot("status", "failed")', ""],
      ["const lease = await this.leases.take(id)", "const lease = newLease(id)"],
    ],
  },
  {
    file: "src/modules/inbank/store/refund-store.ts",
    suites: ["http/refunds-portal", "http/refunds-api", "http/refund-time-outs"],
    lines: [
      ['sent_at: this.knex.raw("coalesce(sent_at, now())"),', "", "R121|R120"],
      [
        "or coalesce(sum(r.amount) filter (where r.status = 'done'), 0)",
        "or false and coalesce(sum(r.amount), 0)",
      ],
    ],
  },
  {
    file: "src/modules/inbank/store/lease-store.ts",
    suites: ["http/after-sale.spec", "http/order-lifecycle"],
    lines: [["where inbank_lease.until <= now()", "where true", "R110|R113|at the same moment"]],
  },
  {
    file: "src/modules/inbank/store/queue-store.ts",
    suites: ["http/sweep", "http/callbacks", "http/order-lifecycle"],
    lines: [
      ["order by next_check_at limit ?", "and false order by next_check_at limit ?", "R26"],
      ['"case when rung_at > ? or (', '"case when rung_at > ? and false or (', "R20|R22"],
      ['failures: check.error === undefined ? 0 : this.knex.raw("failures + 1"),', "failures: 0,"],
    ],
  },
  {
    file: "src/modules/inbank/store/queue-store.ts",
    suites: ["faults/two-processes"],
    lines: [[".where(under(check.lease))", "", "stalls"]],
  },
  {
    file: "src/medusa/sql/order-tables.ts",
    suites: ["http/refunds-api", "http/after-sale-table", "http/ordered-otherwise"],
    lines: [
      [
        '.whereIn("status", ["pending", "requested"])',
        '.whereIn("status", ["requested"])',
        "Medusa's own change",
      ],
      ["and c.created_at < now() - make_interval(secs => ?)", "and ? > 0", "Medusa's own change"],
      ["and f.deleted_at is null and f.canceled_at is null)", "and false)"],
    ],
  },
  {
    file: "src/modules/inbank/store/problem-store.ts",
    suites: ["http/merchant-pages", "http/callback-limits"],
    lines: [
      ["and not (${DEALT_WITH})", "", "somebody has dealt with"],
      ['.whereNotIn("kind", [...staying])', ""],
      ["inbank_problem.occurrences + 1 else 1 end", "1 else 1 end", "R14"],
    ],
  },
]
