import type ts from "typescript"
import type { ConfigSource } from "./config-source"
import { styled, type Style } from "./style"

/** Items for the end of an array, or properties for that of an object. */
export interface Insertion {
  into: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression
  items: string[]
}

interface Edit {
  at: number
  text: string
}

/** The file's text with what is inserted, and otherwise as it was. */
export function insert(source: ConfigSource, style: Style, insertions: readonly Insertion[]): string {
  const edits = insertions.flatMap((insertion) => editsOf(source, style, insertion))
  // Several at one place keep their order.
  const fromEnd = edits.sort((one, other) => one.at - other.at).reverse()
  return fromEnd.reduce((text, edit) => text.slice(0, edit.at) + edit.text + text.slice(edit.at), source.text)
}

function editsOf(source: ConfigSource, style: Style, { into, items }: Insertion): Edit[] {
  const list = "elements" in into ? into.elements : into.properties
  const last = list.at(-1)
  const bracket = into.getEnd() - 1
  // Behind a comment that follows the last item.
  const at = source.text.slice(0, bracket).trimEnd().length
  const bracketBeginsLine = source.text.slice(at, bracket).includes("\n")
  const indent = source.indentAt(bracket)
  const comma = last && !list.hasTrailingComma ? [{ at: last.getEnd(), text: "," }] : []

  if (bracketBeginsLine || (!last && items.some((item) => item.includes("\n")))) {
    const inner = last ? source.indentAt(last.getStart()) : indent + style.step
    const lines = items.map((item) => style.lineEnd + inner + styled(item, style, inner))
    const end = (last ? list.hasTrailingComma : style.trailingComma) ? "," : ""
    const closing = bracketBeginsLine ? "" : style.lineEnd + indent
    return [...comma, { at, text: lines.join(",") + end + closing }]
  }
  const inLine = items.map((item) => styled(item, style, indent)).join(", ")
  return [...comma, { at, text: (last ? " " : "") + inLine }]
}
