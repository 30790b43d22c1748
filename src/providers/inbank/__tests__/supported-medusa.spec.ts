import { verdict } from "../supported-medusa"

describe("A store's Medusa", () => {
  const inStore = (medusa: string) => () => verdict(medusa, "^2.17.0", "0.1.0")

  it.each(["2.17.0", "2.21.2", "2.22.0-snapshot-20260911212358"])("is supported as %s", (medusa) => {
    expect(inStore(medusa)()).toBeUndefined()
  })

  it.each(["2.16.0", "2.17.0-preview-20260601", "2.3.0"])(
    "keeps the store from starting as %s, with a sentence that names both versions",
    (medusa) => {
      expect(inStore(medusa)).toThrow(
        `Inbank: medusa-payment-inbank 0.1.0 is tried with Medusa ^2.17.0; this store runs ${medusa}.`,
      )
    },
  )

  it("is warned of when it is newer than anything that was tried", () => {
    expect(inStore("3.0.0")()).toMatch(
      /tried with Medusa \^2\.17\.0; this store runs 3\.0\.0\. Look for a newer/,
    )
  })
})
