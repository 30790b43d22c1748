import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { lifecyclePage } from "./lifecycle-page"

const PAGE = join(__dirname, "../../../../docs/lifecycle.md")

describe("docs/lifecycle.md", () => {
  it("says what the graphs and the plan say", () => {
    if (process.env.DRAW_LIFECYCLE) writeFileSync(PAGE, lifecyclePage())
    expect(readFileSync(PAGE, "utf8")).toBe(lifecyclePage())
  })
})
