import { ROOT } from "../../test-kit/medusa"
import { mustRun } from "../package/commands"

describe("npm run bench -- --quick", () => {
  it("counts no more statements and requests than the targets allow", async () => {
    const args = ["run", "--silent", "bench", "--", "--quick", "--no-build"]
    const said = await mustRun({ command: "npm", args, cwd: ROOT }, 240)
    const table = said.slice(said.indexOf("| target |")).trimEnd()
    process.stderr.write(`${table}\n`)
    expect(table.split("\n").filter((line) => line.endsWith("| met |"))).toHaveLength(8)
    expect(table).not.toContain("missed")
    // A busy machine takes minutes for the whole of it.
  }, 900_000)
})
