import type { Guarded } from "../guarded-line"

/** Money goes back only once, and is booked only when it did. */
export const REFUND: Guarded[] = [
  {
    file: "src/services/refunds/refund-payment.ts",
    suites: ["http/refunds-api", "http/refunds-portal", "http/half-done", "http/after-sale.spec"],
    lines: [
      ["if (context.beside_another)", "if (false)", "makes another one wait"],
      ["if (change) throw refused(change)", "", "Medusa's own change|waits for"],
      [
        "if (context.order_canceled && unbooked(context) !== toMinorUnits(context.amount)) {",
        "if (false) {",
        "has cancelled is refused before",
      ],
      ["booksOnly: context.is_booking,", "booksOnly: false,", "only books"],
      ["await plugin.store.notifications.enqueue(row.id, false)", "", "counts as money"],
    ],
  },
  {
    file: "src/services/refunds/request.ts",
    suites: ["http/refunds-portal", "http/refunds-api"],
    lines: [
      ["if (ahead > 0 || wanted.booksOnly) {", "if (false) {", "R122|booked by the next look"],
      [
        'if (method === "portal") return await foundInPortal(',
        'if (method === "portal") return void (',
        "R124",
      ],
      ["if (!isVerifiable) throw refused(recordIt(wanted, amount))", "", "R125|a part is booked"],
      ["if (!isTerminated(seen)) {", "if (false) {", "says where to withdraw"],
      ['&& account.productType !== "pay_next_month"', "", "R125"],
      ["if (begun && toMinorUnits(begun.amount) !== toMinorUnits(amount)) {", "if (false) {", "R120"],
    ],
  },
  {
    file: "src/services/refunds/withdraw.ts",
    suites: ["http/refunds-api", "http/refund-time-outs"],
    lines: [
      ["if (isTerminated(before)) return", "", "R124"],
      ["if (isTerminated(after)) return", "return", "R121"],
      ["if (refusal && !wasSent && !refusal.mayHaveActed) throw", "if (refusal) throw", "R121"],
      ["if (ended) return", "return", "word nobody knows|stays open|R121"],
      ["if (before.contract?.withdrawable === false && !wasSent) {", "if (false) {", "R118"],
      ["const wasSent = refund.sent_at !== null", "const wasSent = false", "429"],
    ],
  },
  {
    file: "src/services/refunds/partial-return.ts",
    suites: ["http/refunds-api"],
    lines: [
      ["if (refusal) throw refused(refusal)", "", "R117"],
      ["if (await showsTheReturn(refunding, contractUuid, refusal)) return", "return", "R120"],
      ["toMinorUnits(after) <= toMinorUnits(before) - toMinorUnits(refund.amount)", "true", "R120"],
      ["refund.version_uuid ?? (await makeDraft(", "(await makeDraft(", "R120"],
      [
        'if (refusal.kind === "rejected" && !wasSentBefore(refunding)) {',
        'if (refusal.kind === "rejected") {',
        "confirmed unseen",
      ],
      ["sameAmount(after, before) ? before : null", "true ? before : null", "draft alone"],
    ],
  },
  {
    file: "src/services/refunds/limits.ts",
    suites: ["http/refunds-api"],
    lines: [
      ["if (allowed === false) return notYetSentence(notYet)", "", "R115"],
      ["toMinorUnits(amount) < toMinorUnits(min)", "false", "R117"],
      ["toMinorUnits(amount) > toMinorUnits(max)", "false", "R117"],
    ],
  },
  {
    file: "src/services/refunds/carry-out.ts",
    suites: ["http/refunds-api"],
    lines: [
      ["await plugin.store.refunds.done(refund)", "", "withdraws the contract"],
      ["await refunds.letGo(refund, error.message)", "await refunds.failed(refund, {})", "R121|R120"],
    ],
  },
  {
    file: "src/services/reconcile/actions/book-refund.ts",
    suites: ["http/refunds-api", "http/half-done", "http/after-sale.spec"],
    lines: [
      ["if (isClaimed) return", "", "R111|R122"],
      ["owed === wholeRest ?", "false ?", "M3|R122"],
      ["await dropBegunBooking(context, order.paymentId)", "", "R122"],
    ],
  },
  {
    file: "src/services/refunds/at-inbank.ts",
    suites: ["http/refunds-api"],
    lines: [
      ['if (standing(inbankState(row, account)) === "financed") return', "return", "word nobody knows"],
      ['return kind === "not_found" || kind === "forbidden"', "return false", "does not know is refused"],
    ],
  },
  {
    file: "src/services/merchant/record-outcome.ts",
    suites: ["http/refunds-api"],
    lines: [
      ['if (contractStatus(seen.contract_status) === "activated")', "if (false)", "shows as active"],
      ["if (await refunds.hasReference(begun.session_id, outcome.reference))", "if (false)", "R120"],
      ["made ? refunds.done(", "true ? refunds.done(", "given up, and made anew"],
    ],
  },
  {
    file: "src/services/merchant/record-portal-refund.ts",
    suites: ["http/refunds-portal", "http/refunds-api", "http/half-done"],
    lines: [
      ["wanted <= 0 || wanted > rest ||", "", "never above the total"],
      ["books.in_progress ||", "", "makes another one wait"],
      ["|| (await plugin.store.refunds.inProgress(row.id))", "", "R120"],
      ["if (!isTerminated(seen) &&", "if (false &&", "nobody's word"],
      ['if (!isWhole || account.productType === "pay_next_month") return', "if (!isWhole) return", "R125"],
    ],
  },
  {
    file: "src/services/merchant/record-repaid-early.ts",
    suites: ["http/refunds-portal", "http/after-sale-table"],
    lines: [["if (!payment.captured || !isTerminated(row)) {", "if (false) {", "R124"]],
  },
  {
    file: "src/services/reconcile/actions/finish-refund.ts",
    suites: ["http/refund-time-outs", "http/refunds-api"],
    lines: [['|| error.outcome !== "refused") throw error', ") throw error", "R120|R121|429"]],
  },
]
