#!/usr/bin/env node
import { runCommandLine } from "./command-line"

async function main(): Promise<void> {
  const result = await runCommandLine(process.argv.slice(2), console.log, console.error)
  if ("exitCode" in result) {
    process.exitCode = result.exitCode
    return
  }
  // With the server closed nothing keeps the process alive, so it ends by itself with exit code 0.
  const close = (): void => void result.sandbox.close()
  process.once("SIGINT", close)
  process.once("SIGTERM", close)
  // Only now: a script that waits for this text may end the process at once.
  console.log(result.greeting)
}

void main()
