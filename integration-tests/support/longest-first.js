const { default: Sequencer } = require("@jest/test-sequencer")

/** Kinds of suites, those first that take minutes: one that began last would keep one worker busy and the other idle. */
const KINDS = ["browser", "package", "faults", "medusa-1", "http", "contract", "unit"]

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = (test) => KINDS.indexOf(test.context.config.displayName?.name ?? "")
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other))
  }
}
