import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { ROOT } from "./medusa"

/** A part of a page that a command writes. */
export interface WrittenPart {
  /** From the repository's root. */
  page: string
  name: string
  command: string
}

/** Puts text between the two markers of a part; the rest of the page is written by hand. */
export async function writeInto({ page, name, command }: WrittenPart, text: string): Promise<void> {
  const file = join(ROOT, page)
  const [begin, end] = [`<!-- ${name}: written by ${command} -->`, `<!-- end of ${name} -->`]
  const [before, rest] = halves(await readFile(file, "utf8"), begin, page)
  const [, after] = halves(rest, end, page)
  await writeFile(file, `${before}${begin}\n\n${text}\n\n${end}${after}`)
}

function halves(text: string, marker: string, page: string): [string, string] {
  const at = text.indexOf(marker)
  if (at < 0) throw new Error(`${page} has no line "${marker}"`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}
