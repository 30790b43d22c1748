import { demoShop, startSandbox, type Sandbox } from "../../sandbox"
import { parseAccount, type Account } from "../../domain/account"
import { priceRange, productOf, whyUnavailable } from "../catalogue"

const account = (change: object): Account =>
  parseAccount("pp_inbank_ee", {
    country: "ee",
    environment: "demo",
    shopUuid: demoShop.shopUuid,
    apiKey: demoShop.apiKey,
    productCode: "hire_purchase",
    merchantDomainName: "shop.example.com",
    backendUrl: "https://api.shop.example.com",
    storefrontReturnUrl: "https://shop.example.com/checkout/inbank",
    ...change,
  })

describe("The product of an account", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(async () => await sandbox.close())

  it("is asked for once, however many ask at once and again", async () => {
    const own = account({ apiUrl: sandbox.url })
    await Promise.all([1, 2, 3].map(() => productOf(own)))
    expect(priceRange(own, await productOf(own))).toEqual({ minAmount: "100", maxAmount: "10000" })
    expect(sandbox.upstreamCounts()).toEqual({ "GET /products": 1 })
  })

  it("that cannot be had says why, in words a merchant can act on", async () => {
    const wrongKey = await productOf(
      account({ apiUrl: sandbox.url, productCode: "split", apiKey: "not-the-key" }),
    ).catch(whyUnavailable)
    expect(wrongKey).toContain("Check that apiKey, shopUuid and environment belong together")
    const nobody = await productOf(account({ apiUrl: "http://127.0.0.1:9" })).catch(whyUnavailable)
    expect(nobody).toMatch(/unreachable/)
    expect(JSON.stringify([wrongKey, nobody])).not.toContain("not-the-key")
  })

  it("is narrowed by the merchant's own bounds, and stays open where nobody knows one", () => {
    expect(priceRange(account({ minAmount: 200 }), { maxAmount: "500" })).toEqual({
      minAmount: 200,
      maxAmount: "500",
    })
    expect(priceRange(account({}), undefined)).toEqual({ minAmount: undefined, maxAmount: undefined })
  })
})
