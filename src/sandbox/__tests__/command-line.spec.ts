import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { parseCommandLine, runCommandLine, type CommandResult } from "../command-line"
import { demoShop, startSandbox } from "../index"

interface Run {
  readonly result: CommandResult
  readonly printed: string
  readonly complained: string
}

async function run(...args: string[]): Promise<Run> {
  let printed = ""
  let complained = ""
  const result = await runCommandLine(
    args,
    (text) => (printed += text),
    (text) => (complained += text),
  )
  return { result, printed, complained }
}

describe("The command line", () => {
  it("listens on port 4010 of this machine only, unless told otherwise", () => {
    expect(parseCommandLine([])).toEqual({ kind: "start", port: 4010, host: "127.0.0.1" })
    expect(parseCommandLine(["--port", "0", "--host=0.0.0.0"])).toEqual({
      kind: "start",
      port: 0,
      host: "0.0.0.0",
    })
  })

  it("prints how it is used and ends with 0 for --help", async () => {
    const { result, printed } = await run("--help")
    expect(result).toEqual({ exitCode: 0 })
    expect(printed).toContain("Usage: medusa-payment-inbank-sandbox")
  })

  it.each([
    [["--port", "many"], '--port must be a number from 0 to 65535, not "many". Try --help.'],
    [["--port", "65536"], '--port must be a number from 0 to 65535, not "65536". Try --help.'],
    [["--host", ""], "--host must not be empty. Try --help."],
    [["--colour"], "Unknown option '--colour'. Try --help."],
    [["4010"], "Unexpected argument '4010'. Try --help."],
  ])("answers %j with one sentence and ends with 2", async (args, sentence) => {
    const { result, complained, printed } = await run(...args)
    expect(complained).toBe(sentence)
    expect(result).toEqual({ exitCode: 2 })
    expect(printed).toBe("")
  })

  it("says that the port is in use and ends with 1", async () => {
    const other = await startSandbox()
    const { result, complained } = await run("--port", String(other.port))
    await other.close()

    expect(complained).toBe(`Port ${other.port} on 127.0.0.1 is already in use; choose another with --port.`)
    expect(result).toEqual({ exitCode: 1 })
  })

  it("starts a sandbox and greets with address, shop, key and products", async () => {
    const { result } = await run("--port", "0")
    if (!("sandbox" in result)) throw new Error("It did not start.")
    await result.sandbox.close()

    for (const shown of [result.sandbox.url, demoShop.shopUuid, demoShop.apiKey]) {
      expect(result.greeting).toContain(shown)
    }
    for (const { code } of demoShop.products) expect(result.greeting).toContain(`productCode  ${code} (`)
  })

  it("as a process, ends cleanly on Ctrl-C", async () => {
    const register = require.resolve("ts-node/register/transpile-only")
    const cli = spawn(process.execPath, ["-r", register, join(__dirname, "../cli.ts"), "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    const exited = once(cli, "exit")
    for await (const line of createInterface({ input: cli.stdout })) {
      if (!line.startsWith("Ctrl-C")) continue
      cli.kill("SIGINT")
    }
    expect(await exited).toEqual([0, null])
  }, 60_000)
})
