import { demoShop, startSandbox, type Sandbox } from "../../../sandbox"
import { parseAccount, type Account } from "../../../domain/account/account"
import { calculationOf, priceRange, productOf } from "../catalogue"
import type { Standing } from "../throttle"
import { whyUnavailable } from "../unavailable"

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

const page: { standing: Standing } = { standing: "own" }

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

  it("looked at a thousand times at once with twenty prices is twenty calculations, and none when they are looked at again", async () => {
    sandbox.reset()
    const own = account({ apiUrl: sandbox.url, productCode: "split" })
    const thousandViews = async () =>
      await Promise.all(
        Array.from({ length: 1_000 }, (_, view) => calculationOf(own, `${200 + (view % 20)}.00`, 3, page)),
      )
    const monthly = (await thousandViews()).map(({ paymentAmountMonthly }) => paymentAmountMonthly)
    expect(new Set(monthly).size).toBe(20)
    await thousandViews()
    expect(sandbox.upstreamCounts()).toEqual({ "POST /calculations": 20 })
  })

  it("whose calculation Inbank refuses is not asked for again and again, and a refusal of one price is none of another's", async () => {
    sandbox.reset()
    const own = account({ apiUrl: sandbox.url, productCode: "split" })
    for (let view = 0; view < 10; view++) {
      await expect(calculationOf(own, "50.00", 3, page)).rejects.toMatchObject({ kind: "rejected" })
    }
    expect(sandbox.upstreamCounts()).toEqual({ "POST /calculations": 1 })
    await expect(calculationOf(own, "150.00", 3, page)).resolves.toMatchObject({ period: 3 })
  })

  it("that hangs keeps nobody waiting twice", async () => {
    sandbox.reset()
    const own = account({ apiUrl: sandbox.url, productCode: "hire_purchase_no_approval" })
    const { id } = sandbox.faults.add({
      route: "GET /products",
      times: null,
      kind: { type: "hang_before" },
    })
    for (let view = 0; view < 2; view++) {
      await expect(productOf(own)).rejects.toMatchObject({ kind: "timed_out" })
    }
    // The second was not asked for.
    expect(sandbox.upstreamCounts()).toEqual({ "GET /products": 1 })
    sandbox.faults.remove(id)
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
