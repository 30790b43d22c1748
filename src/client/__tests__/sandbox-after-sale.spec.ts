import { demoShop, startSandbox, type Sandbox } from "../../sandbox"
import type { InbankClient } from "../index"
import { clientFor, failureOf, sessionRequest, stopAll } from "./harness"

/** The day on which the clocks go back. */
const LONGEST_DAY = 25 * 3_600_000
const CONFIRM = "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/versions/{versionUuid}/confirm"

let sandbox: Sandbox
let client: InbankClient

beforeAll(async () => {
  sandbox = await startSandbox({ sendCallbacks: false })
  client = clientFor(sandbox.url, {
    shopUuid: demoShop.shopUuid,
    apiKey: demoShop.apiKey,
    paths: { confirmReturn: CONFIRM },
  })
})

afterAll(async () => {
  await stopAll()
  await sandbox.close()
})

async function activeContract(): Promise<string> {
  const { uuid } = await client.posSessions.create({
    ...sessionRequest,
    productCode: "hire_purchase",
    totalAmount: "329.90",
    purchase: { purchaseReference: "inb_01", merchant: { merchantDomainName: "shop.example.com" } },
  })
  await sandbox.customer.approve(uuid)
  const { creditContractUuid } = await client.posSessions.get(uuid)
  if (creditContractUuid === undefined) throw new Error("a granted session has a contract")
  await client.contracts.approve(creditContractUuid)
  return creditContractUuid
}

describe("what follows a sale, against the sandbox", () => {
  it("withdraws an active contract once: then it is terminated and nothing is left to withdraw", async () => {
    const contract = await activeContract()
    expect(await client.contracts.get(contract)).toMatchObject({ status: "activated", withdrawable: true })
    await client.contracts.withdraw(contract)
    const after = await client.contracts.get(contract)
    expect(after).toMatchObject({ status: "terminated", withdrawable: false })
    expect(after.terminatedAt).toBeDefined()
    expect(sandbox.refunded(contract)).toBe(329.9)
    const error = await failureOf(client.contracts.withdraw(contract))
    expect(error).toMatchObject({ kind: "rejected", status: 422, mayHaveActed: false })
  })

  it("returns a part from the next day on, and only once the draft is confirmed", async () => {
    const contract = await activeContract()
    expect(await client.contracts.changeOptions(contract)).toEqual({ partialReturn: { allowed: false } })
    sandbox.clock.advance(LONGEST_DAY)
    const { partialReturn } = await client.contracts.changeOptions(contract)
    expect(partialReturn).toMatchObject({ allowed: true })
    expect(Number(partialReturn?.minAmount)).toBeLessThanOrEqual(30)
    expect(Number(partialReturn?.maxAmount)).toBeGreaterThanOrEqual(30)

    const draft = await client.contracts.draftReturn(contract, "30.00")
    expect(draft).toMatchObject({ status: "draft", returnAmount: "30" })
    const schedule = await client.contracts.paymentSchedule(contract, draft.paymentScheduleUuid ?? "")
    expect(schedule).toMatchObject({ amount: "299.9", netCreditAmount: "299.9" })
    expect(Number(schedule.paymentAmountMonthly)).toBeGreaterThan(0)
    expect(sandbox.refunded(contract)).toBe(0)

    await client.contracts.confirmReturn(contract, draft.uuid)
    expect(sandbox.refunded(contract)).toBe(30)
    expect((await client.contracts.get(contract)).status).toBe("activated")
    expect(await failureOf(client.contracts.confirmReturn(contract, draft.uuid))).toMatchObject({
      kind: "rejected",
      codes: ["can_not_confirm"],
    })
  })

  it("refuses a return that is too early or too large, and no draft is made", async () => {
    const contract = await activeContract()
    const early = await failureOf(client.contracts.draftReturn(contract, "30.00"))
    expect(early).toMatchObject({ kind: "rejected", codes: ["partial_return_too_early"] })
    sandbox.clock.advance(LONGEST_DAY)
    const large = await failureOf(client.contracts.draftReturn(contract, "1000.00"))
    expect(large).toMatchObject({ kind: "rejected", codes: ["return_amount_is_out_of_range"] })
  })
})
