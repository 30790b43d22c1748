import { lineEndOf } from "./line-end"
import type { Variable } from "./entries"

/** What is to be added at the end of a .env file for it to have these variables; nothing where it has them all. */
export function missingLines(text: string, variables: readonly Variable[]): string {
  const missing = variables.filter(({ name }) => !defines(text, name))
  if (missing.length === 0) return ""
  const lines = missing.flatMap(({ name, value, comment }) => [
    ...(comment === undefined ? [] : [`# ${comment}`]),
    `${name}=${value}`,
  ])
  const lineEnd = lineEndOf(text)
  const gap = text === "" ? "" : text.endsWith("\n") ? lineEnd : lineEnd + lineEnd
  return gap + lines.map((line) => line + lineEnd).join("")
}

/**
 * In all forms that dotenv knows, and some that it does not: of two lines the later one counts there, so that one too many
 * would take the value away.
 */
function defines(text: string, name: string): boolean {
  return new RegExp(`^\\s*(export\\s+)?${name}\\s*[=:]`, "m").test(text)
}
