import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"

export const ROOT = join(__dirname, "../..")

/** A Markdown file of this repository, by its path from the root. */
export interface Page {
  path: string
  /** Without its blocks of code and what it quotes, whose links are another's. */
  text: string
  anchors: Set<string>
  /** Where it links to within the repository, as written. */
  links: string[]
}

/** Every page that people read: those at the root, in docs and in findings. */
export function pages(): Page[] {
  const inDocs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
  const inFolders = [...inDocs.map((file) => join("docs", file)), join("findings", "README.md")]
  const files = [...readdirSync(ROOT), ...inFolders]
  return files.filter((file) => file.endsWith(".md")).map((file) => read(relative(ROOT, join(ROOT, file))))
}

function read(path: string): Page {
  const text = readFileSync(join(ROOT, path), "utf8").replaceAll(/^ *```[^]*?^ *```|^>.*$/gm, "")
  const targets = [...text.replaceAll(/`[^`\n]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, target = ""]) => target,
  )
  return { path, text, anchors: anchorsOf(text), links: targets.filter((target) => !/^[a-z]+:/.test(target)) }
}

/** A heading's anchor as GitHub makes it; one that comes again gets a number. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-")
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
  return new Set(anchors)
}
