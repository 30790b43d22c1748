import { pluginOptions } from "../plugin-options"

describe("The plugin's own options", () => {
  it.each([undefined, {}, { somebodyElses: true }])(
    "give looks that are under way five seconds where %j says nothing of it",
    (given) => {
      expect(pluginOptions(given)).toEqual({ shutdownSeconds: 5 })
    },
  )

  it("take another number of seconds", () => {
    expect(pluginOptions({ shutdownSeconds: 20 })).toEqual({ shutdownSeconds: 20 })
  })

  it.each(["20", 0, 61, null, Number.NaN])(
    "refuse %j with a sentence that names the option",
    (shutdownSeconds) => {
      expect(() => pluginOptions({ shutdownSeconds })).toThrow(/`shutdownSeconds` .* from 1 to 60/)
    },
  )
})
