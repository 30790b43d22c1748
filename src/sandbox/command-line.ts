import { parseArgs } from "node:util"
import { errorField, messageOf } from "./error-fields"
import type { Sandbox } from "./sandbox"
import { startSandbox } from "./start-sandbox"

const usage = `Usage: medusa-payment-inbank-sandbox [--port 4010] [--host 127.0.0.1]

A stand-in for Inbank on your own machine: Partner API, hosted e-POS pages, signed callbacks.

  --port   port to listen on, 0 for any free one (default 4010)
  --host   address to listen on (default 127.0.0.1)
  --help   this text`

/** What the arguments ask for; `wrong` has one sentence that says what is wrong. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "start"; readonly port: number; readonly host: string }
  | { readonly kind: "wrong"; readonly sentence: string }

/** The result of the command: a running sandbox, or the exit code of a process that must end. */
export type CommandResult =
  | { readonly sandbox: Sandbox; readonly greeting: string }
  | { readonly exitCode: number }

export function parseCommandLine(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "4010" },
        host: { type: "string", default: "127.0.0.1" },
        help: { type: "boolean", short: "h", default: false },
      },
    })
    if (values.help) return { kind: "help" }
    const port = Number(values.port)
    if (!/^\d+$/.test(values.port) || port > 65_535) {
      return { kind: "wrong", sentence: `--port must be a number from 0 to 65535, not "${values.port}".` }
    }
    if (values.host === "") return { kind: "wrong", sentence: "--host must not be empty." }
    return { kind: "start", port, host: values.host }
  } catch (error) {
    // After its first sentence parseArgs adds advice that is of no use here.
    const [firstSentence = ""] = messageOf(error).split(/\.?(?:\s*\n|\s+(?=[A-Z])|$)/)
    return { kind: "wrong", sentence: `${firstSentence}.` }
  }
}

/** Does what the arguments ask, and writes to the two given outputs; the caller prints the greeting. */
export async function runCommandLine(
  args: readonly string[],
  print: (text: string) => void,
  complain: (text: string) => void,
): Promise<CommandResult> {
  const command = parseCommandLine(args)
  if (command.kind === "help") {
    print(usage)
    return { exitCode: 0 }
  }
  if (command.kind === "wrong") {
    complain(`${command.sentence} Try --help.`)
    return { exitCode: 2 }
  }
  try {
    const sandbox = await startSandbox(command)
    return { sandbox, greeting: greetingOf(sandbox) }
  } catch (error) {
    complain(whyNotStarted(error, command))
    return { exitCode: 1 }
  }
}

function greetingOf({ url, shops }: Sandbox): string {
  const shopLines = shops.flatMap(({ shopUuid, apiKey, products }) => [
    `  shopUuid     ${shopUuid}`,
    `  apiKey       ${apiKey}`,
    ...products.map(
      ({ code, currency, minAmount, maxAmount, merchantApproval }) =>
        `  productCode  ${code} (${minAmount}-${maxAmount} ${currency}, merchant approval ${merchantApproval ? "on" : "off"})`,
    ),
  ])
  return [
    `Inbank sandbox (not a bank): ${url}`,
    `  apiUrl       ${url}`,
    ...shopLines,
    "Ctrl-C ends it.",
  ].join("\n")
}

function whyNotStarted(error: unknown, { port, host }: { port: number; host: string }): string {
  const code = errorField(error, "code")
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is already in use; choose another with --port.`
  if (code === "EACCES")
    return `Port ${port} on ${host} may not be used by this user; choose another with --port.`
  return `The sandbox could not start: ${messageOf(error)}`
}
