#!/usr/bin/env node
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { examine } from "./examine"
import { wordsOf } from "./finding"
import { report } from "./report"

const USAGE = `Usage: medusa-payment-inbank doctor [folder]

Says what keeps the store in this folder from being paid by Inbank, each with what to do. It writes nothing.
Ends with 1 when there is an error, with 0 when there are warnings alone or nothing, with 2 when it could not look.`

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    options: { help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  })
  const [command, folder = ".", ...more] = positionals
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (command !== "doctor" || more.length > 0) {
    console.error(USAGE)
    return 2
  }
  const findings = await examine(resolve(folder))
  console.log(report(resolve(folder), findings))
  return findings.some(({ severity }) => severity === "error") ? 1 : 0
}

main().then(
  // What a store's own configuration has started, a connection for instance, would keep the process.
  (exitCode) => process.exit(exitCode),
  (failure: unknown) => {
    console.error(wordsOf(failure))
    process.exit(2)
  },
)
