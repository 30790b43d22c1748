/** Says once more, at the end of a long log, which tests of a jest report failed and in what words. */
const { relative } = require("node:path")
const { stripVTControlCharacters } = require("node:util")

const FAILURE = /^ {2}● /m
const CODE_FRAME = /^\s*>?\s*\d*\s*\|/
const LINES = 14

const { testResults } = require(process.argv[2])
for (const { name, status, message } of testResults) {
  if (status !== "failed") continue
  const [before, ...failures] = stripVTControlCharacters(message).split(FAILURE)
  for (const failure of failures.length > 0 ? failures : [before]) {
    const lines = failure.split("\n").filter((line) => line.trim() !== "" && !CODE_FRAME.test(line))
    console.log(`== FAILED: ${relative(process.cwd(), name)}: ${lines.slice(0, LINES).join("\n")}`)
  }
}
