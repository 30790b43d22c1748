const { writeFileSync } = require("node:fs")

/** Writes how a run ended to VERDICT_FILE: Jest writes no report of its own when `--bail` has ended the run. */
module.exports = class VerdictReporter {
  onRunComplete(_contexts, { numPassedTests, testResults }) {
    const failed = testResults.flatMap(({ testResults: tests }) =>
      tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
    )
    const broken = testResults.find(({ testExecError }) => testExecError)?.testExecError.message
    writeFileSync(process.env.VERDICT_FILE, JSON.stringify(verdict(failed[0], broken, numPassedTests)))
  }
}

/** A crash is no verdict; a failing test is one. */
function verdict(failed, broken, passed) {
  if (failed !== undefined) return { outcome: "failed", by: failed }
  if (broken !== undefined) return { outcome: "not_run", by: broken.split("\n")[0] }
  return passed > 0 ? { outcome: "passed" } : { outcome: "not_run", by: "no test has such a title" }
}
