import { demoShop, startSandbox, type Sandbox } from "../index"
import { call, productsPath, shopPath, type Answer } from "./support"

describe("Calculations and products", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.close())

  const calculate = (changes: Record<string, unknown> = {}): Promise<Answer> =>
    call(sandbox, "POST", `${shopPath}/calculations`, {
      productCode: "hire_purchase",
      amount: 1000,
      period: 12,
      ...changes,
    })

  it("calculates an annuity and answers 201, the computed sums as strings", async () => {
    expect(await calculate()).toEqual({
      status: 201,
      body: {
        productCode: "hire_purchase",
        amount: 1000,
        period: 12,
        downPaymentAmount: 0,
        paymentDay: 20,
        responseLevel: "simple",
        currency: "EUR",
        paymentAmountMonthly: "88.80",
        interestRateAnnual: "0.1190",
        creditCostRateAnnual: "0.1257",
        totalCost: "1065.60",
        totalCostOfCredit: "65.60",
      },
    })
  })

  it("adds no interest where the product has none", async () => {
    const { body } = await calculate({ productCode: "split", amount: 100, period: 3 })
    expect(body).toMatchObject({
      paymentAmountMonthly: "33.33",
      totalCost: "100.00",
      totalCostOfCredit: "0.00",
    })
  })

  it("takes a down payment off the credit", async () => {
    const { body } = await calculate({ downPaymentAmount: 100, responseLevel: "advanced" })
    expect(body).toMatchObject({
      downPaymentAmount: 100,
      paymentAmountMonthly: "79.92",
      advanced: { netCreditAmount: "900.00" },
    })
  })

  it.each(["simple", "advanced", "payment_schedule"])(
    "knows the response level %s",
    async (responseLevel) => {
      const { status, body } = await calculate({ responseLevel, currency: "EUR", paymentDay: 5 })
      expect(status).toBe(201)
      expect("advanced" in body).toBe(responseLevel !== "simple")
    },
  )

  it.each([
    [{ productCode: undefined }, ["product_code_is_missing"]],
    [{ productCode: "nothing" }, ["product_not_found"]],
    [{ amount: undefined, period: undefined }, ["amount_is_missing", "period_is_missing"]],
    [{ amount: "1000" }, ["amount_is_not_valid"]],
    [{ amount: 99.99 }, ["amount_is_out_of_range"]],
    [{ amount: 10_000.01 }, ["amount_is_out_of_range"]],
    [{ period: 7 }, ["period_is_not_valid"]],
    [{ currency: "PLN" }, ["currency_does_not_match_product"]],
    [{ currency: "eur" }, ["currency_is_not_valid"]],
    [{ paymentDay: 32 }, ["payment_day_is_not_valid"]],
    [{ downPaymentAmount: 1000 }, ["down_payment_amount_is_not_valid"]],
    [{ responseLevel: "all" }, ["response_level_does_not_have_a_valid_value"]],
  ])("refuses a calculation changed by %j with %j", async (changes, codes) => {
    expect(await calculate(changes)).toEqual({ status: 422, body: { message: codes } })
  })

  it("describes a product as awkwardly as the sample: strings for sums and booleans, numbers for periods", async () => {
    const { status, body } = await call(sandbox, "GET", `${productsPath}?product_code=hire_purchase`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      product: {
        uuid: demoShop.shopUuid,
        code: "hire_purchase",
        type: "hire_purchase",
        parameters: {
          min_amount: "100.0",
          max_amount: "10000.0",
          period_options: [6, 12, 24, 36, 48, 60],
          contract_activation_requires_partner_approval: "true",
          down_payment_min_prc: "null",
        },
      },
    })
  })

  it("tells by a product whether the merchant must approve", async () => {
    const { body } = await call(sandbox, "GET", `${productsPath}?product_code=pay_next_month`)
    expect(body).toMatchObject({
      product: { parameters: { contract_activation_requires_partner_approval: "false" } },
    })
  })

  it("answers 404 product_not_found to an unknown product and 422 to none", async () => {
    expect(await call(sandbox, "GET", `${productsPath}?product_code=nothing`)).toEqual({
      status: 404,
      body: { message: ["product_not_found"] },
    })
    expect(await call(sandbox, "GET", productsPath)).toEqual({
      status: 422,
      body: { message: ["product_code_is_missing"] },
    })
  })
})
