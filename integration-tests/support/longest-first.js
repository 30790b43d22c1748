const { basename } = require("node:path")
const { default: Sequencer } = require("@jest/test-sequencer")

/** Kinds of suites, those first that take minutes: one that began last would keep one worker busy and the others idle. */
const KINDS = ["browser", "package", "faults", "commands", "medusa-1", "http", "contract", "unit"]
/** Suites of `http` that wait for time-outs or play whole tables. */
const LONG = [
  "refund-time-outs.spec.ts",
  "after-sale-table.spec.ts",
  "refunds-api.spec.ts",
  "order-changes.spec.ts",
]

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = (test) =>
      LONG.includes(basename(test.path))
        ? KINDS.indexOf("package")
        : KINDS.indexOf(test.context.config.displayName?.name ?? "")
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other))
  }
}
