const { readFileSync } = require("node:fs")
const { relative } = require("node:path")

const SLOWEST = 10

/** Says at the end of a run where its time went: the slowest suites, and what the starts of stores cost. */
module.exports = class TimesReporter {
  constructor({ rootDir }) {
    this.rootDir = rootDir
  }

  onRunComplete(_contexts, { testResults }) {
    if (testResults.length < SLOWEST) return
    const suites = testResults
      .map(({ testFilePath, perfStats: { start, end } }) => ({ testFilePath, seconds: (end - start) / 1000 }))
      .sort((one, other) => other.seconds - one.seconds)
    const lines = [
      `The ${SLOWEST} slowest suites, of ${suites.length}:`,
      ...suites
        .slice(0, SLOWEST)
        .map(({ seconds, testFilePath }) => line(seconds, relative(this.rootDir, testFilePath))),
      "Starts of stores:",
      ...boots().map(({ of, count, seconds }) => line(seconds, `${count} of ${of}`)),
    ]
    process.stderr.write(`\n${lines.join("\n")}\n`)
  }
}

function line(seconds, of) {
  return `${seconds.toFixed(1).padStart(7)} s  ${of}`
}

/** How many there were of each kind, and how long they took together. */
function boots() {
  const kinds = new Map()
  for (const { of, seconds } of recorded()) {
    const kind = kinds.get(of) ?? { of, count: 0, seconds: 0 }
    kinds.set(of, { of, count: kind.count + 1, seconds: kind.seconds + seconds })
  }
  return [...kinds.values()].sort((one, other) => other.seconds - one.seconds)
}

/** See boots.ts. */
function recorded() {
  try {
    const text = readFileSync(process.env.BOOTS_FILE ?? "", "utf8")
    return text
      .split("\n")
      .filter(Boolean)
      .map((each) => JSON.parse(each))
  } catch {
    return []
  }
}
