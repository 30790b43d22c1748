import { parseCommandLine } from "../command-line"

describe("The command line of medusa-payment-inbank", () => {
  const parse = (line: string) => parseCommandLine(line.split(" ").filter(Boolean))

  it.each([
    ["doctor", { kind: "doctor", folder: "." }],
    ["doctor shop", { kind: "doctor", folder: "shop" }],
    ["init --country ee", { kind: "init", folder: ".", country: "ee", dryRun: false }],
    ["init shop --country=pl --dry-run", { kind: "init", folder: "shop", country: "pl", dryRun: true }],
    ["--help", { kind: "help" }],
    ["init -h", { kind: "help" }],
  ])("understands %s", (line, command) => {
    expect(parse(line)).toEqual(command)
  })

  it.each([
    "",
    "cure",
    "doctor a b",
    "doctor --dry-run",
    "doctor --country ee",
    "init --country",
    "init --force",
  ])("does not understand '%s'", (line) => expect(parse(line)).toEqual({ kind: "wrong" }))

  it.each([
    "init",
    "init shop --dry-run",
    "init --country fi",
    "init --country EE",
    "init --country toString",
  ])("asks for a country after %s: none is right for everybody", (line) =>
    expect(parse(line)).toEqual({
      kind: "wrong",
      sentence: expect.stringContaining("--country ee|lv|lt|pl|cz"),
    }),
  )
})
