import requirePlugin from "../plugin-loader"

const options = {
  country: "ee",
  environment: "demo",
  shopUuid: "a93f1f44-d5dd-4469-bfcc-c1de9e969213",
  apiKey: "secret-key",
  productCode: "hp_12",
  merchantDomainName: "shop.example.com",
  backendUrl: "https://api.shop.example.com",
  storefrontReturnUrl: "https://shop.example.com/checkout/inbank",
}

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
