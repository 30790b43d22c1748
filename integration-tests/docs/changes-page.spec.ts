import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { specsByNumber } from "../reliability/page"
import { ROOT } from "./pages"

const page = readFileSync(join(ROOT, "docs/changes-in-medusa.md"), "utf8")

/** What Medusa lets somebody change, by the first word of its routes: `/admin/products`. */
function changingRoutes(): string[] {
  const api = dirname(require.resolve("@medusajs/medusa/package.json"))
  return ["store", "admin"].flatMap((side) => {
    const root = join(api, "dist/api", side)
    return readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("route.js"))
      .filter((file) => /exports\.(POST|DELETE|PUT|PATCH)\b/.test(readFileSync(join(root, file), "utf8")))
      .map((file) => `/${side}/${file.split("/")[0]}`)
  })
}

describe("What people may change in Medusa", () => {
  it("is told of each of its routes that change something", () => {
    const routes = [...new Set(changingRoutes())]
    expect(routes.length).toBeGreaterThan(40)
    expect(routes.filter((route) => !new RegExp(`${route}(?![\\w-])`).test(page))).toEqual([])
  })

  it("names only situations that a test holds", () => {
    const held = specsByNumber()
    const numbers = [...page.matchAll(/\bR(\d+)\b/g)].map(([, number]) => Number(number))
    expect(numbers.length).toBeGreaterThan(10)
    expect(numbers.filter((number) => !held.has(number))).toEqual([])
  })
})
