import ts from "typescript"
import { ConfigSource } from "../config/config-source"
import { editConfig, type ConfigEdit } from "../config/edit-config"

/** The plugin's entry, and modules with a provider: for configurations of which only the other one is missing. */
export const PLUGIN = `{ resolve: "medusa-payment-inbank", options: {} }`
export const PROVIDER = `{ resolve: "medusa-payment-inbank/providers/inbank", id: "ee", options: {} }`
export const MODULES = `modules: [{ resolve: "@medusajs/medusa/payment", options: { providers: [${PROVIDER}] } }]`

export function editOf(text: string): ConfigEdit {
  return editConfig(new ConfigSource(ts, "medusa-config.ts", text), "ee")
}

/** What becomes of a file that can be read afterwards too, and is complete. */
export function edited(text: string): string {
  const edit = editOf(text)
  if (edit.kind === "by_hand") throw new Error(edit.why)
  expect(new ConfigSource(ts, "medusa-config.ts", edit.text).syntaxError()).toBeUndefined()
  expect(editOf(edit.text)).toEqual(edit)
  return edit.text
}

/** @param diff as `diff` shows it: lines that come begin with `+`, those that go with `-`, and all others with spaces. */
export function textsOf(diff: string): { before: string; after: string } {
  const lines = diff.replace(/^\n/, "").replace(/\n$/, "").split("\n")
  const without = (sign: string) =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(2)}\n`)
      .join("")
  return { before: without("+"), after: without("-") }
}

export function expectsEdit(diff: string): void {
  const { before, after } = textsOf(diff)
  expect(edited(before)).toBe(after)
}
