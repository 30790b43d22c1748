import { startSandbox, type Sandbox } from "../index"
import { call, sessionBody, shopPath, type Answer } from "./support"

const now = new Date("2030-01-01T12:00:00Z")

describe("The check of POST /pos-sessions", () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => now })
  })
  afterAll(() => sandbox.close())

  const post = (changes: Record<string, unknown>): Promise<Answer> =>
    call(sandbox, "POST", `${shopPath}/pos-sessions`, sessionBody(changes))

  it("names every missing field at once", async () => {
    expect(await call(sandbox, "POST", `${shopPath}/pos-sessions`, {})).toEqual({
      status: 422,
      body: {
        message: [
          "product_code_is_missing",
          "total_amount_is_missing",
          "currency_is_missing",
          "locale_is_missing",
          "partner_urls_is_missing",
          "purchase_is_missing",
        ],
      },
    })
  })

  const urls = {
    returnUrl: "https://a.example/r",
    cancelUrl: "https://a.example/c",
    callbackUrl: "https://a.example/b",
  }
  it.each([
    [{ productCode: "nothing" }, ["product_not_found"]],
    [{ totalAmount: "300" }, ["total_amount_is_not_valid"]],
    [{ totalAmount: 300.001 }, ["total_amount_is_not_valid"]],
    [{ totalAmount: -300 }, ["total_amount_is_not_valid"]],
    [{ totalAmount: 99.99 }, ["total_amount_is_out_of_range"]],
    [{ totalAmount: 10_000.01 }, ["total_amount_is_out_of_range"]],
    [{ currency: "eur" }, ["currency_is_not_valid"]],
    [{ currency: "PLN" }, ["currency_does_not_match_product"]],
    [{ locale: "et" }, ["locale_is_not_valid"]],
    [{ partnerUrls: {} }, ["return_url_is_missing", "cancel_url_is_missing", "callback_url_is_missing"]],
    [{ partnerUrls: { ...urls, returnUrl: "/return" } }, ["return_url_is_not_valid"]],
    [{ partnerUrls: { ...urls, cancelUrl: "javascript:alert(1)" } }, ["cancel_url_is_not_valid"]],
    [{ partnerUrls: { ...urls, callbackUrl: "ftp://a.example/" } }, ["callback_url_is_not_valid"]],
    [{ partnerUrls: "https://a.example" }, ["partner_urls_is_not_valid"]],
    [{ purchase: [] }, ["purchase_is_not_valid"]],
    [{ purchase: { purchaseReference: 7 } }, ["purchase_reference_is_not_valid"]],
    [{ purchase: { merchant: {} } }, ["merchant_domain_name_is_missing"]],
    [
      { purchase: { merchant: { merchantDomainName: "https://a.example/" } } },
      ["merchant_domain_name_is_not_valid"],
    ],
    [{ validUntil: "2030-01-01" }, ["valid_until_is_not_valid"]],
    [{ validUntil: "2030-01-02T12:00:00" }, ["valid_until_is_not_valid"]],
    [{ validUntil: "2030-01-01T13:59:59+02:00" }, ["valid_until_is_in_the_past"]],
    [{ userIp: "localhost" }, ["user_ip_is_not_valid"]],
    [
      { customerData: {} },
      [
        "customer_data_identity_code_is_missing",
        "customer_data_first_name_is_missing",
        "customer_data_last_name_is_missing",
      ],
    ],
    [
      { customerData: { identityCode: "37811120001", firstName: "Mari", lastName: "Maasikas", gender: "x" } },
      ["customer_data_gender_does_not_have_a_valid_value"],
    ],
    [{ customerContactData: { email: "mari@example.com" } }, ["customer_contact_data_mobile_is_missing"]],
    [{ customerContactData: { mobile: "+3725550000" } }, ["customer_contact_data_email_is_missing"]],
    [
      { customerContactData: { email: "mari", mobile: "+3725550000" } },
      ["customer_contact_data_email_is_not_valid"],
    ],
  ])("refuses a session changed by %j with %j", async (changes, codes) => {
    expect(await post(changes)).toEqual({ status: 422, body: { message: codes } })
  })

  it.each([
    ["the lowest price", { totalAmount: 100 }],
    ["the highest price", { totalAmount: 10_000 }],
    ["a price with cents", { totalAmount: 200.99 }],
    ["no purchase reference", { purchase: {} }],
    ["fields that it does not know", { colour: "red", purchase: { items: [] } }],
    ["null where a field is optional", { customerData: null, validUntil: null, userIp: null }],
    ["a date-time with an offset", { validUntil: "2030-01-01T14:00:01+02:00" }],
    ["an address of version 6", { userIp: "2001:db8::1" }],
    ["whole contact data", { customerContactData: { email: "mari@example.com", mobile: "+372 555 0000" } }],
    [
      "a product in zloty",
      { productCode: "hire_purchase_pln", currency: "PLN", locale: "pl-PL", totalAmount: 1500 },
    ],
    [
      "a product in koruna",
      { productCode: "hire_purchase_czk", currency: "CZK", locale: "cs-CS", totalAmount: 5000 },
    ],
  ])("accepts %s", async (_name, changes) => {
    expect((await post(changes)).status).toBe(201)
  })

  it("answers with the session's address in e-POS and gives the same session back on GET", async () => {
    const created = await post({ userIp: "10.0.0.1", validUntil: "2030-01-03T12:00:00Z" })
    const uuid = String(created.body["uuid"])
    const read = await call(sandbox, "GET", `${shopPath}/pos-sessions/${uuid}`)

    expect(created.body).toMatchObject({
      ...sessionBody(),
      status: "pending",
      redirectUrl: `${sandbox.url}/epos/${uuid}`,
      userIp: "10.0.0.1",
      validUntil: "2030-01-03T12:00:00Z",
    })
    expect(read).toEqual({ status: 200, body: created.body })
    expect(read.body).not.toHaveProperty("creditContractUuid")
  })
})
