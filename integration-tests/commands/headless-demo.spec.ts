import { z } from "zod"
import { ROOT } from "../../test-kit/medusa"
import { mustRun } from "../package/commands"

const reportSchema = z.object({ orders: z.array(z.object({ outcome: z.string() })) })

describe("npm run demo -- --headless", () => {
  it("plays three purchases and what follows a sale, and finds all books agree", async () => {
    const args = ["run", "--silent", "demo", "--", "--headless", "--no-build"]
    const said = await mustRun({ command: "npm", args, cwd: ROOT }, 240)
    const report = said.split("\n").find((line) => line.startsWith("{"))
    const { orders } = reportSchema.parse(JSON.parse(report ?? "null"))
    expect(orders.map(({ outcome }) => outcome)).toEqual(["captured", "declined", "canceled"])
    // A busy machine takes minutes for the whole of it.
  }, 900_000)
})
