/** Says once more, at the end of a long log, which tests of a jest report failed and in what words. */
const { relative } = require("node:path")
const { stripVTControlCharacters } = require("node:util")

const { testResults } = require(process.argv[2])
for (const suite of testResults) {
  const failed = suite.assertionResults.filter(({ status }) => status === "failed")
  const path = relative(process.cwd(), suite.name)
  for (const { fullName, failureMessages } of failed) say(`${path}: ${fullName}`, failureMessages.join("\n"))
  if (failed.length === 0 && suite.status === "failed") say(path, suite.message ?? "")
}

function say(title, message) {
  const words = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "")
  const ours = words.filter((line) => !line.includes("node_modules"))
  console.log(
    `== FAILED: ${title}\n${(ours.length > 0 ? ours : words).slice(0, 12).join("\n").slice(0, 900)}`,
  )
}
