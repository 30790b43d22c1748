import { parseArgs } from "node:util"
import { COUNTRIES, type Country } from "../client/countries"
import type { InitCommand } from "../init/command"

const countries = Object.keys(COUNTRIES).join("|")

/** None of them is a sensible default: the name of the method stays for good. */
const WHICH_COUNTRY = `init needs --country ${countries}: it decides the currency, Inbank's address and the name of the method.`

export const USAGE = `Usage: medusa-payment-inbank init [folder] --country ${countries} [--dry-run]
       medusa-payment-inbank doctor [folder]

init    Adds the plugin and an account of this country to medusa-config of the store in this folder, and the variables
        that they read to .env. It shows what it adds; with --dry-run it writes nothing. Ends with 1 when it leaves
        that to you, and says why.
doctor  Says what keeps the store in this folder from being paid by Inbank, each with what to do. It writes nothing.
        Ends with 1 when there is an error, with 0 when there are warnings alone or nothing, with 2 when it could not
        look.`

/** What the arguments ask for. */
export type Command =
  | { kind: "help" }
  | { kind: "wrong"; sentence?: string }
  | { kind: "doctor"; folder: string }
  | ({ kind: "init"; folder: string } & InitCommand)

export function parseCommandLine(args: readonly string[]): Command {
  try {
    return parse(args)
  } catch {
    // An option that is not known, or lacks its value.
    return { kind: "wrong" }
  }
}

function parse(args: readonly string[]): Command {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h" },
      country: { type: "string" },
      "dry-run": { type: "boolean" },
    },
    allowPositionals: true,
  })
  const [command, folder = ".", ...more] = positionals
  const { help, country, "dry-run": dryRun } = values
  if (help) return { kind: "help" }
  if (more.length > 0) return { kind: "wrong" }
  if (command === "doctor" && country === undefined && dryRun === undefined) return { kind: "doctor", folder }
  if (command !== "init") return { kind: "wrong" }
  if (!isCountry(country)) return { kind: "wrong", sentence: WHICH_COUNTRY }
  return { kind: "init", folder, country, dryRun: dryRun ?? false }
}

function isCountry(text: string | undefined): text is Country {
  return text !== undefined && Object.hasOwn(COUNTRIES, text)
}
