import { accountWarnings, type AboutAccount } from "../warnings"
import { isPublicAddress } from "../public-address"

const estonia = { name: "Estonia", currency: "eur", countries: ["ee"] }
const poland = { name: "Poland", currency: "pln", countries: ["pl"] }
const south = { name: "South", currency: "eur", countries: ["lv", "lt"] }
const fine: AboutAccount = {
  account: {
    approval: "capture",
    backendUrl: "https://api.shop.example.com",
    currency: "EUR",
    deliveryCountries: ["ee"],
  },
  requiresApproval: true,
  regions: [estonia],
  prices: "reached",
  minAmount: "100.00",
  legalTexts: 1,
}
const warned = (change: Partial<AboutAccount>) =>
  accountWarnings({ ...fine, ...change }).map(({ code }) => code)

describe("A warning about an account", () => {
  it("is not given where nothing is wrong", () => {
    expect(accountWarnings(fine)).toEqual([])
  })

  it("says that the product and option `approval` disagree, and is silent where Inbank did not say", () => {
    const none = { ...fine.account, approval: "none" } as const
    expect(warned({ account: none })).toEqual(["approval_product_waits"])
    expect(warned({ requiresApproval: false })).toEqual(["approval_product_does_not_wait"])
    expect(warned({ account: none, requiresApproval: false })).toEqual([])
    expect(warned({ requiresApproval: undefined })).toEqual([])
  })

  it("says that customers cannot choose it, or see no price a month", () => {
    expect(warned({ regions: [], legalTexts: 0 })).toEqual(["not_in_any_region", "no_legal_text"])
  })

  it("says in which regions nobody is offered it: other money, or no country that goods are sent to", () => {
    const regions = [estonia, poland, south]
    expect(accountWarnings({ ...fine, regions })).toMatchObject([
      { code: "region_currency", values: { regions: "Poland", currency: "EUR" } },
      { code: "region_countries", values: { regions: "South", countries: "ee" } },
    ])
    const account = { ...fine.account, deliveryCountries: ["ee", "lt"] }
    expect(warned({ account, regions })).toEqual(["region_currency"])
  })

  it("says that no product is dear enough, or that none has a price in the account's currency", () => {
    expect(accountWarnings({ ...fine, prices: "below" })).toMatchObject([
      { code: "prices_below_minimum", values: { min: "100.00", currency: "EUR" } },
    ])
    expect(warned({ prices: "none" })).toEqual(["no_price_in_currency"])
  })

  it("says that Inbank's callbacks cannot come through", () => {
    const account = { ...fine.account, backendUrl: "http://localhost:9000" }
    expect(warned({ account })).toEqual(["backend_not_public"])
  })

  it.each([
    ["https://api.shop.example.com", true],
    ["https://8.8.8.8:9000/medusa", true],
    ["https://[2001:4860:4860::8888]", true],
    ["http://localhost:9000", false],
    ["http://127.0.0.1:9000", false],
    ["http://[::1]:9000", false],
    ["https://[::ffff:10.0.0.1]", false],
    ["https://10.1.2.3", false],
    ["https://172.31.0.1", false],
    ["https://172.32.0.1", true],
    ["https://192.168.1.10", false],
    ["https://shop.local", false],
    ["https://shop.local.example.com", true],
    ["https://medusa", false],
  ])("knows whether the world can reach %s: %s", (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })
})
