import { requireNode } from "../supported-node"

describe("The plugin's Node", () => {
  it.each(["20.19.0", "20.20.2", "22.12.0", "26.12.1"])("may be %s", (version) => {
    expect(() => requireNode(version)).not.toThrow()
  })

  it.each(["18.20.4", "20.18.1", "21.7.3", "22.11.0"])("is refused as %s, with one sentence", (version) => {
    expect(() => requireNode(version)).toThrow(
      `Inbank: medusa-payment-inbank needs Node 20.19, 22.12 or later; this store runs Node ${version}.`,
    )
  })
})
