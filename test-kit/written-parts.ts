import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { ROOT } from "../test-kit/medusa"

const PAGE = join(ROOT, "docs/performance.md")

/** Puts text into docs/performance.md between the two markers of a part; the rest is written by hand. */
export async function writeInto(part: "targets" | "speed" | "scale", text: string): Promise<void> {
  const page = await readFile(PAGE, "utf8")
  const [begin, end] = [`<!-- ${part}: written by npm run bench -->`, `<!-- end of ${part} -->`]
  const [before, rest] = halves(page, begin)
  const [, after] = halves(rest, end)
  await writeFile(PAGE, `${before}${begin}\n\n${text}\n\n${end}${after}`)
}

export async function writeImage(name: string, svg: string): Promise<void> {
  await writeFile(join(ROOT, "docs/images", name), svg)
}

function halves(text: string, marker: string): [string, string] {
  const at = text.indexOf(marker)
  if (at < 0) throw new Error(`docs/performance.md has no line "${marker}"`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}
