import { boolean, integer, integers, texts } from "../http/parsing"
import { CONTRACT, SESSION, failureOf, sessionRequest, stopAll, talkingTo } from "./harness"
import { answering, json, raw } from "./inbank-server"

afterEach(stopAll)

const calculation = { productCode: "hp_ee", amount: "7000", period: 12, currency: "PLN" }

describe("a calculation", () => {
  it("is read from the v2 sample with snake_case names and decimals as strings", async () => {
    const sample = {
      product_code: "example_product_123",
      amount: "7000.0",
      period: 12,
      down_payment_amount: "0.0",
      payment_day: 10,
      response_level: "simple",
      currency: "PLN",
      payment_amount_monthly: "624.12",
      interest_rate_annual: "0.0899",
      credit_cost_rate_annual: "0.1343",
      total_cost: "7489.44",
      total_cost_of_credit: "489.44",
    }
    const { client } = await talkingTo(answering(json(201, sample)))
    expect(await client.calculations.create(calculation)).toEqual({
      productCode: "example_product_123",
      amount: "7000",
      period: 12,
      currency: "PLN",
      paymentAmountMonthly: "624.12",
      interestRateAnnual: "0.0899",
      creditCostRateAnnual: "0.1343",
      totalCost: "7489.44",
      totalCostOfCredit: "489.44",
      downPaymentAmount: "0",
      paymentDay: 10,
    })
  })

  it("takes from the request what Inbank does not repeat, and reads numbers without float noise", async () => {
    const { client } = await talkingTo(
      answering(json(201, { paymentAmountMonthly: 129.9, interestRateAnnual: null })),
    )
    const read = await client.calculations.create(calculation)
    expect(read).toMatchObject({ ...calculation, paymentAmountMonthly: "129.9" })
    expect(read.interestRateAnnual).toBeUndefined()
  })

  it("is malformed when the monthly payment is missing or no number", async () => {
    for (const answer of [
      {},
      { paymentAmountMonthly: "a lot" },
      { paymentAmountMonthly: 1, totalCost: { a: 1 } },
    ]) {
      const { client } = await talkingTo(answering(json(201, answer)))
      expect((await failureOf(client.calculations.create(calculation))).kind).toBe("malformed_answer")
    }
  })
})

describe("a product", () => {
  const parameters = {
    min_amount: "300.0",
    max_amount: "7500.0",
    default_amount: "null",
    period_options: [3, "6", 12, "null"],
    default_period: "12",
    payment_day_options: [5, 10],
    default_payment_day: "20",
    down_payment_enabled: "false",
    payout_to_merchant: "true",
    min_financeable_amount: "null",
    contract_activation_requires_partner_approval: "true",
    application_required_params: ["purchase.description"],
  }
  const expected = {
    code: "test_code123",
    name: "Hire purchase",
    type: "hire_purchase",
    minAmount: "300",
    maxAmount: "7500",
    periodOptions: [3, 6, 12],
    defaultPeriod: 12,
    paymentDayOptions: [5, 10],
    defaultPaymentDay: 20,
    downPaymentEnabled: false,
    payoutToMerchant: true,
    contractActivationRequiresPartnerApproval: true,
    applicationRequiredParams: ["purchase.description"],
    validTo: undefined,
  }
  const flat = {
    code: "test_code123",
    name: "Hire purchase",
    type: "hire_purchase",
    valid_to: "null",
    parameters,
  }

  it.each([
    ["flat, as in the v2 sample", flat],
    ["wrapped in product, as documented", { product: flat }],
    ["with its parameters beside its name", { ...flat, parameters: undefined, ...parameters }],
  ])("is read %s", async (_, answer) => {
    const { client, server } = await talkingTo(answering(json(200, answer)))
    expect(await client.products.get("test code/1")).toEqual(expected)
    expect(server.seen[0]?.url).toMatch(
      /^\/partner\/v2\/shops\/[\w-]+\/products\?product_code=test%20code%2F1$/,
    )
  })

  it("has empty lists where Inbank named none", async () => {
    const { client } = await talkingTo(answering(json(200, { code: "x", parameters: { min_amount: 50 } })))
    expect(await client.products.get("x")).toMatchObject({
      minAmount: "50",
      periodOptions: [],
      paymentDayOptions: [],
    })
  })
})

describe("a POS session", () => {
  const session = {
    uuid: SESSION,
    productCode: "hp_ee",
    totalAmount: 300,
    currency: "EUR",
    status: "pending",
    locale: "et-ET",
    userIp: "192.0.2.1",
    partnerUrls: {},
    customerData: { identityCode: "37811120001", firstName: "Mari" },
    customerContactData: { email: "mari@example.com", mobile: "+37255555555" },
    purchase: { purchaseReference: "inb_01" },
  }

  it("is read with exact amount and without any personal data", async () => {
    const { client } = await talkingTo(answering(json(200, session)))
    const read = await client.posSessions.get(SESSION)
    expect(read).toEqual({
      uuid: SESSION,
      productCode: "hp_ee",
      totalAmount: "300",
      currency: "EUR",
      status: "pending",
      purchaseReference: "inb_01",
    })
    expect(JSON.stringify(read)).not.toMatch(/mari|3781|192\.0|5555/i)
  })

  it("is read in snake_case too", async () => {
    const sample = {
      uuid: "null",
      pos_session_uuid: SESSION.toUpperCase(),
      status: "completed",
      total_amount: "1000.50",
      credit_contract_uuid: CONTRACT,
      credit_application_uuid: "",
      redirect_url: "https://epos.inbank.ee/x",
      purchase: { purchase_reference: "inb_02" },
    }
    const { client } = await talkingTo(answering(json(200, sample)))
    expect(await client.posSessions.get(SESSION)).toEqual({
      uuid: SESSION.toUpperCase(),
      status: "completed",
      totalAmount: "1000.5",
      creditContractUuid: CONTRACT,
      purchaseReference: "inb_02",
      redirectUrl: "https://epos.inbank.ee/x",
    })
  })

  it("is read with its status in lower case, however Inbank writes it", async () => {
    const { client } = await talkingTo(answering(json(200, { uuid: SESSION, status: " GRANTED " })))
    expect((await client.posSessions.get(SESSION)).status).toBe("granted")
  })

  it("keeps a status that nobody has heard of", async () => {
    const { client } = await talkingTo(answering(json(200, { uuid: SESSION, status: "on_hold_by_moon" })))
    expect((await client.posSessions.get(SESSION)).status).toBe("on_hold_by_moon")
  })

  it.each([
    ["no status", { uuid: SESSION }],
    ["a null status", { uuid: SESSION, status: null }],
    ["no uuid", { status: "completed" }],
    ["the uuid of another session", { uuid: CONTRACT, status: "completed" }],
    ["an amount that is no number", { uuid: SESSION, status: "completed", totalAmount: "12,50" }],
    ["a list", [{ uuid: SESSION, status: "completed" }]],
    ["a bare word", "completed"],
    ["null", null],
  ])("is malformed with %s", async (_, answer) => {
    const { client } = await talkingTo(answering(json(200, answer)))
    const error = await failureOf(client.posSessions.get(SESSION, { interactive: true }))
    expect(error).toMatchObject({
      kind: "malformed_answer",
      status: 200,
      mayHaveActed: false,
      retryable: true,
    })
  })

  it.each([
    ["uuid and redirectUrl", { uuid: SESSION, redirectUrl: "https://e/x" }],
    ["posSessionUuid and redirectUrl", { posSessionUuid: SESSION, redirectUrl: "https://e/x" }],
    ["uuid and redirect_url", { uuid: SESSION, redirect_url: "https://e/x", extra: { deep: [1] } }],
    ["pos_session_uuid and redirect_url", { pos_session_uuid: SESSION, redirect_url: "https://e/x" }],
  ])("just made is read from %s", async (_, answer) => {
    const { client } = await talkingTo(answering(json(201, answer)))
    expect(await client.posSessions.create(sessionRequest)).toEqual({
      uuid: SESSION,
      redirectUrl: "https://e/x",
    })
  })

  it.each([
    ["no redirectUrl", JSON.stringify({ uuid: SESSION })],
    ["no uuid", JSON.stringify({ redirectUrl: "https://e/x" })],
    ["an HTML page", "<html>hello</html>"],
    ["an empty body", ""],
    ["half of its JSON", '{"uuid":"5e3a'],
    ["a tower of brackets", "[".repeat(50_000) + "]".repeat(50_000)],
  ])("just made is malformed, and may exist, with %s", async (_, body) => {
    const { client } = await talkingTo(answering(raw(200, body)))
    const error = await failureOf(client.posSessions.create(sessionRequest))
    expect(error).toMatchObject({ kind: "malformed_answer", mayHaveActed: true, retryable: false })
  })
})

describe("a contract", () => {
  const contract = {
    uuid: CONTRACT,
    status: "activated",
    number: "EE-1",
    withdrawable: "true",
    activatedAt: "2026-01-02T10:00:00+02:00",
    activatorName: "Mari Maasikas",
    repaymentIban: "EE471000001020145685",
    payoutBankAccount: "EE471000001020145685",
    customerUuid: SESSION,
    terminatedAt: null,
  }
  const expected = {
    uuid: CONTRACT,
    status: "activated",
    number: "EE-1",
    withdrawable: true,
    activatedAt: "2026-01-02T10:00:00+02:00",
  }

  it.each([
    ["flat", contract],
    ["nested", { contract }],
  ])("is read %s, without names and account numbers", async (_, answer) => {
    const { client } = await talkingTo(answering(json(200, answer)))
    expect(await client.contracts.get(CONTRACT)).toEqual(expected)
  })

  it("is read with its status in lower case, and a word that nobody has heard of is kept", async () => {
    for (const status of ["Activated", "under_review"]) {
      const { client } = await talkingTo(answering(json(200, { ...contract, status, newField: { a: [1] } })))
      expect(await client.contracts.get(CONTRACT)).toEqual({ ...expected, status: status.toLowerCase() })
    }
  })

  it("is approved by a 200 with a body as well", async () => {
    const { client } = await talkingTo(answering(json(200, { status: "approved" })))
    await expect(client.contracts.approve(CONTRACT)).resolves.toBeUndefined()
  })

  it("is approved and cancelled by an empty 204", async () => {
    const { client, server } = await talkingTo(answering(raw(204, "")))
    await expect(client.contracts.approve(CONTRACT)).resolves.toBeUndefined()
    await expect(client.contracts.cancel(CONTRACT)).resolves.toBeUndefined()
    expect(server.seen.map((one) => `${one.method} ${one.url.split("/contracts/")[1]} ${one.body}`)).toEqual([
      `POST ${CONTRACT}/merchant-approval `,
      `POST ${CONTRACT}/cancel `,
    ])
  })

  it("is not taken for approved when a proxy answers with a page of its own", async () => {
    const { client } = await talkingTo(answering(raw(200, "<html>Sign in to the Wi-Fi</html>")))
    const error = await failureOf(client.contracts.approve(CONTRACT))
    expect(error).toMatchObject({ kind: "malformed_answer", mayHaveActed: true })
  })
})

describe("a value that is not what it should be", () => {
  it("is left out of a list, and no list is an empty one", () => {
    expect(integers.parse([12, "24", "many", 1.5, "9007199254740993", null])).toStrictEqual([12, 24])
    expect(texts.parse(["a", null, {}, 5])).toStrictEqual(["a", "5"])
    for (const list of [integers, texts])
      expect(["12", undefined, {}].map((none) => list.parse(none))).toEqual([[], [], []])
  })

  it("counts as absent, and is not guessed", () => {
    expect(["9007199254740993", "12 months", true].map((odd) => integer.parse(odd))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([undefined, null, {}, "yes", 1].map((odd) => boolean.parse(odd))).toEqual(Array(5).fill(undefined))
  })
})
