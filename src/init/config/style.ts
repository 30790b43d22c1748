import type ts from "typescript"
import { lineEndOf } from "../line-end"
import type { ConfigSource } from "./config-source"

/** How a file is written. */
export interface Style {
  /** What one step inwards is. */
  step: string
  quote: string
  lineEnd: string
  /** Whether the last of several lines ends with a comma. */
  trailingComma: boolean
}

/** A file's own style, taken from its configuration object and its first text. */
export function styleOf(source: ConfigSource, config: ts.ObjectLiteralExpression): Style {
  const [first] = config.properties
  const outer = source.indentAt(config.getEnd())
  const inner = first ? source.indentAt(first.getStart()) : ""
  return {
    step: inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : "  ",
    quote: source.quote(),
    lineEnd: lineEndOf(source.text),
    trailingComma: config.properties.hasTrailingComma,
  }
}

/** Code of ours in a file's style; its first line goes on where a line of this indent has begun. */
export function styled(code: string, style: Style, indent: string): string {
  return (style.trailingComma ? code : code.replaceAll(/,(\n *[\]}])/g, "$1"))
    .replaceAll('"', style.quote)
    .replaceAll(/\n((?: {2})*)/g, (_, spaces: string) => {
      return style.lineEnd + indent + style.step.repeat(spaces.length / 2)
    })
}
