import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { allFindings, finding, readResults, recordPart, targetTable, type Machine } from "../findings"
import { quantile, ratioOf } from "../support/statistics"

const slow = {
  id: "create-time",
  title: "create session",
  figure: 1.52,
  unit: "x",
  bound: "at most",
  limit: 1.4,
  cause: "a read too many",
} as const
const machine: Machine = {
  date: "2026-11-23",
  processor: "a processor",
  cores: 2,
  memoryGigabytes: 4,
  system: "Linux",
  versions: { node: "20" },
}

describe("The results of the bench", () => {
  it("say that a target was missed, and why, below the table", () => {
    const table = targetTable([finding(slow)])
    expect(table).toContain("| create session | 1.52 x | at most 1.4 x | **missed** |")
    expect(table).toContain("- **create session**: a read too many")
  })

  it("name no cause of what was met", () => {
    const met = finding({ ...slow, figure: 1.4 })
    expect(met).toMatchObject({ met: true })
    expect(targetTable([met])).not.toContain("a read too many")
  })

  it("hold a figure to its own kind of limit", () => {
    expect(finding({ ...slow, bound: "at least", figure: 0.4, limit: 0.5 }).met).toBe(false)
    expect(finding({ ...slow, bound: "exactly", figure: 2, limit: 1 }).met).toBe(false)
    expect(finding({ ...slow, figure: NaN }).met).toBe(false)
  })

  it("keep what another part has found", async () => {
    const directory = await mkdtemp(join(tmpdir(), "inbank-results-"))
    const file = join(directory, "results.json")
    try {
      await recordPart("speed", { machine, findings: [finding(slow)], measured: null }, file)
      const other = finding({ ...slow, id: "claim-time" })
      await recordPart("scale", { machine, findings: [other], measured: null }, file)
      expect(allFindings(await readResults(file)).map(({ id }) => id)).toEqual(["create-time", "claim-time"])
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})

describe("A ratio of two ways to pay", () => {
  it("is the median of the ratios of five blocks, so that one disturbed minute does not decide", () => {
    const [ours, peers] = [
      [10, 10, 10, 10, 90],
      [5, 5, 5, 5, 5],
    ]
    expect(ratioOf(ours, peers)).toEqual({ median: 2, lowest: 2, highest: 18 })
  })

  it("is made of quantiles that lie between the values where they must", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile([1, 2, 3], 1)).toBe(3)
  })
})
