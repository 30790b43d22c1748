import { missingLines } from "../env-file"

const VARIABLES = [
  { name: "INBANK_ENVIRONMENT", value: "demo", comment: "demo or production." },
  { name: "INBANK_API_KEY", value: "" },
]

describe(".env, as init completes it,", () => {
  const completed = (text: string) => text + missingLines(text, VARIABLES)

  it("gets the variables at its end, each with what is said of it", () => {
    expect(completed("")).toBe("# demo or production.\nINBANK_ENVIRONMENT=demo\nINBANK_API_KEY=\n")
    expect(completed("A=1\n")).toBe(
      "A=1\n\n# demo or production.\nINBANK_ENVIRONMENT=demo\nINBANK_API_KEY=\n",
    )
  })

  it("keeps its last variable where its last line does not end", () => {
    expect(completed("INBANK_ENVIRONMENT=demo\nA=1")).toBe(
      "INBANK_ENVIRONMENT=demo\nA=1\n\nINBANK_API_KEY=\n",
    )
  })

  it("gets lines that end as its own do", () => {
    expect(completed("INBANK_ENVIRONMENT=demo\r\nA=1\r\n")).toBe(
      "INBANK_ENVIRONMENT=demo\r\nA=1\r\n\r\nINBANK_API_KEY=\r\n",
    )
  })

  it.each([
    "INBANK_API_KEY=secret",
    "INBANK_API_KEY=",
    "  INBANK_API_KEY = 'secret'",
    "export INBANK_API_KEY=secret",
    "INBANK_API_KEY: secret",
  ])("has a variable once, written as %s", (line) => {
    const text = `INBANK_ENVIRONMENT=production\n${line}\n`
    expect(completed(text)).toBe(text)
  })

  it.each(["# INBANK_API_KEY=", "MY_INBANK_API_KEY=1", "INBANK_API_KEY_2=1"])(
    "does not take %s for it",
    (line) => {
      expect(missingLines(`INBANK_ENVIRONMENT=demo\n${line}\n`, VARIABLES)).toBe("\nINBANK_API_KEY=\n")
    },
  )
})
