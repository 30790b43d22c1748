#!/usr/bin/env node
import { resolve } from "node:path"
import { wordsOf } from "../doctor/finding"
import { report } from "../doctor/report"
import { StoreFolder } from "../doctor/store-folder"
import { init } from "../init/init"
import { parseCommandLine, USAGE } from "./command-line"

async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2))
  switch (command.kind) {
    case "help":
      console.log(USAGE)
      return 0
    case "wrong":
      console.error(command.sentence ? `${command.sentence}\n\n${USAGE}` : USAGE)
      return 2
    case "doctor":
      return await doctor(resolve(command.folder))
    case "init": {
      const store = new StoreFolder(resolve(command.folder))
      const { exitCode, text } = init(store, command)
      console[exitCode === 0 ? "log" : "error"](text)
      return exitCode
    }
  }
}

async function doctor(folder: string): Promise<number> {
  // It loads Medusa, which takes its time, and which a store on Medusa 1 has not.
  const { examine } = await import("../doctor/examine.js")
  const findings = await examine(folder)
  console.log(report(folder, findings))
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
