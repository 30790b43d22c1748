import { demoShop, startSandbox, type Sandbox } from "../../sandbox"
import { InbankClient } from "../index"
import { failureOf, sessionRequest } from "./harness"

let sandbox: Sandbox
let client: InbankClient

beforeAll(async () => {
  sandbox = await startSandbox({ sendCallbacks: false })
  client = new InbankClient({ baseUrl: sandbox.url, shopUuid: demoShop.shopUuid, apiKey: demoShop.apiKey })
})

afterAll(async () => {
  client.close()
  await sandbox.close()
})

const request = {
  ...sessionRequest,
  productCode: "hire_purchase",
  totalAmount: "329.90",
  purchase: { purchaseReference: "inb_01", merchant: { merchantDomainName: "shop.example.com" } },
}

async function grantedContract(): Promise<{ session: string; contract: string }> {
  const { uuid } = await client.posSessions.create({
    ...request,
    validUntil: new Date(Date.now() + 3_600_000),
  })
  await sandbox.customer.approve(uuid)
  const session = await client.posSessions.get(uuid)
  expect(session).toMatchObject({ uuid, status: "granted", totalAmount: "329.9", currency: "EUR" })
  if (session.creditContractUuid === undefined) throw new Error("a granted session has a contract")
  return { session: uuid, contract: session.creditContractUuid }
}

describe("the whole order of calls against the sandbox", () => {
  it("goes from product and calculation over session and approval to an activated contract", async () => {
    const product = await client.products.get("hire_purchase")
    expect(product).toMatchObject({ code: "hire_purchase", minAmount: "100", maxAmount: "10000" })
    expect(product.periodOptions).toContain(12)
    expect(product.contractActivationRequiresPartnerApproval).toBe(true)

    const calculation = await client.calculations.create({
      productCode: "hire_purchase",
      amount: "329.90",
      period: 12,
      currency: "EUR",
    })
    expect(calculation).toMatchObject({ amount: "329.9", period: 12, currency: "EUR" })
    expect(Number(calculation.paymentAmountMonthly)).toBeGreaterThan(27)

    const created = await client.posSessions.create(request, { interactive: true })
    expect(new URL(created.redirectUrl).origin).toBe(sandbox.url)
    expect((await client.posSessions.get(created.uuid)).status).toBe("pending")

    const { session, contract } = await grantedContract()
    expect((await client.contracts.get(contract)).status).toBe("signed")
    await client.contracts.approve(contract)
    expect((await client.posSessions.get(session)).status).toBe("completed")
    expect(await client.contracts.get(contract)).toMatchObject({ uuid: contract, status: "activated" })
  })

  it("cancels a granted contract, and a second decision about it is rejected", async () => {
    const { session, contract } = await grantedContract()
    await client.contracts.cancel(contract)
    expect((await client.posSessions.get(session)).status).toBe("cancelled")
    const error = await failureOf(client.contracts.approve(contract))
    expect(error).toMatchObject({
      kind: "rejected",
      status: 422,
      mayHaveActed: false,
      codes: ["can_not_approve"],
    })
  })

  it("is told apart by its errors: an unknown product, a price out of range, a wrong key", async () => {
    expect((await failureOf(client.products.get("no_such_product"))).kind).toBe("not_found")
    const cheap = await failureOf(client.posSessions.create({ ...request, totalAmount: "1" }))
    expect(cheap.kind).toBe("rejected")
    const stranger = new InbankClient({ baseUrl: sandbox.url, shopUuid: demoShop.shopUuid, apiKey: "wrong" })
    const refused = await failureOf(stranger.posSessions.create(request))
    expect(["unauthorized", "forbidden"]).toContain(refused.kind)
    stranger.close()
  })
})
