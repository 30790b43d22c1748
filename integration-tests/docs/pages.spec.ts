import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { pages, ROOT, type Page } from "./pages"

const all = pages()
const byPath = new Map(all.map((page) => [page.path, page]))

/** Which of a page's links lead nowhere. */
function deadLinks({ path, links }: Page): string[] {
  return links.filter((link) => {
    const [file = "", anchor] = link.split("#")
    const target = file === "" ? path : normalize(join(dirname(path), file))
    if (!existsSync(join(ROOT, target))) return true
    return anchor !== undefined && !byPath.get(target)?.anchors.has(anchor)
  })
}

describe("Our documentation", () => {
  it("has no link to a file or heading that is not there", () => {
    const dead = all.flatMap((page) => deadLinks(page).map((link) => `${page.path}: ${link}`))
    expect(dead).toEqual([])
  })

  it("is found from its index, every page of it", () => {
    const linked = (from: string) =>
      (byPath.get(from)?.links ?? []).map((link) => normalize(join(dirname(from), link.split("#")[0] ?? "")))
    const found = new Set([
      "docs/README.md",
      ...linked("docs/README.md"),
      ...linked("docs/decisions/README.md"),
    ])
    const lost = all.map(({ path }) => path).filter((path) => !found.has(path))
    expect(lost).toEqual([])
    expect(linked("README.md")).toContain("docs/README.md")
  })

  it("begins with a README that is read in five minutes", () => {
    const words = readFileSync(join(ROOT, "README.md"), "utf8").split(/\s+/).filter(Boolean)
    expect(words.length).toBeLessThanOrEqual(1_200)
  })

  it("names the lines of the log as the code writes them", () => {
    const lines = [
      ...(byPath.get("docs/operations.md")?.text ?? "").matchAll(/^\| `([^`]+)` \| (?:warn|error) \|/gm),
    ]
    expect(lines.length).toBeGreaterThan(5)
    const source = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes("__tests__"))
      .map((file) => readFileSync(join(ROOT, "src", file), "utf8"))
      .join("\n")
    const strange = lines
      .map(([, line = ""]) => line)
      .filter((line) => !line.split("…").every((part) => source.includes(part)))
    expect(strange).toEqual([])
  })
})
