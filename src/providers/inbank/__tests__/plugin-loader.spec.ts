import requirePlugin from "../plugin-loader"
import { VALID_OPTIONS as options } from "../../../domain/account/__tests__/valid-options"

/** As Medusa loads one provider entry, of a store whose medusa-config says this. */
const load = async (resolve: string, modules: object = { inbank: {} }) => {
  const payment = { options: { providers: [{ resolve, id: "ee", options }] } }
  await requirePlugin({ container: { resolve: () => ({ modules: { ...modules, payment } }) }, options })
}

describe("A provider entry", () => {
  it("is loaded when the plugin is there and knows it", async () => {
    await expect(load("medusa-payment-inbank/providers/inbank")).resolves.toBeUndefined()
  })

  it("stops the boot without the plugin", async () => {
    await expect(load("medusa-payment-inbank/providers/inbank", {})).rejects.toThrow("the plugin is missing")
  })

  it("stops the boot when the plugin does not find it in medusa-config, and says what to write (S1)", async () => {
    await expect(load("a-copy-of-our-provider")).rejects.toThrow(
      'Write `resolve: "medusa-payment-inbank/providers/inbank"` in medusa-config',
    )
  })
})
