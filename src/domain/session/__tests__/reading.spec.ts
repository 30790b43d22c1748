import type { Contract, PosSession } from "../../../client"
import {
  forStorefront,
  inbankState,
  isMadeBy,
  observationOf,
  withoutSteppingBack,
  type Observation,
  type SessionColumns,
} from "../reading"

const changedAt = new Date("2026-11-30T12:00:00Z")
const row = (change: Partial<SessionColumns> = {}): SessionColumns => ({
  shop_uuid: "shop",
  environment: "demo",
  amount: "129.90",
  currency: "EUR",
  session_status: "granted",
  contract_status: null,
  contract_uuid: "contract",
  inbank_amount: null,
  inbank_currency: null,
  changed_at: changedAt,
  closed_reason: null,
  order_id: null,
  order_refusal: null,
  ...change,
})
const account = {
  productType: "hire_purchase",
  approval: "shipment",
  approvalReminderDays: 5,
} as const

describe("What a row says of Inbank's side", () => {
  it("is Inbank's last words with what the account is", () => {
    expect(inbankState(row(), account)).toEqual({
      sessionStatus: "granted",
      contractStatus: null,
      ...account,
      amountAgrees: true,
      hasContract: true,
      abandoned: null,
      repaidEarly: false,
      changedAt,
    })
    expect(inbankState(row({ contract_uuid: null }), account).hasContract).toBe(false)
  })

  it.each<[string | null, string | null, boolean]>([
    [null, null, true],
    ["129.9", "eur", true],
    ["129.91", "EUR", false],
    ["12990", null, false],
    ["129.90", "PLN", false],
    [null, "PLN", false],
  ])(
    "agrees with what was asked for where Inbank names %s %s: %s",
    (inbank_amount, inbank_currency, agrees) => {
      expect(inbankState(row({ inbank_amount, inbank_currency }), account).amountAgrees).toBe(agrees)
    },
  )

  it.each<[string | null, string | null, boolean]>([
    ["cart_changed", "cart_changed", false],
    ["order_impossible", "order_impossible", false],
    ["repaid_early", null, true],
    // Inbank's own last word, and a technical reason: nobody gave anything up.
    ["declined", null, false],
    ["outlived", null, false],
  ])("closed as %s, is given up as %s", (closed_reason, abandoned, repaidEarly) => {
    expect(inbankState(row({ closed_reason }), account)).toMatchObject({ abandoned, repaidEarly })
  })

  it("is told to a shopper's page without what is nobody's business", () => {
    const told = { order_id: "order", closed_reason: "outlived", order_refusal: "No shipping method" }
    expect(forStorefront(row(told), account)).toEqual({
      sessionStatus: "granted",
      contractStatus: null,
      productType: "hire_purchase",
      orderId: "order",
      closedReason: "outlived",
      orderRefusal: "No shipping method",
    })
  })
})

describe("A provider entry", () => {
  it.each<[string, "demo" | "production", boolean]>([
    ["shop", "demo", true],
    ["another", "demo", false],
    ["shop", "production", false],
  ])("that names shop %s in %s has made the row: %s", (shopUuid, environment, made) => {
    expect(isMadeBy(row(), { shopUuid, environment })).toBe(made)
  })
})

describe("Inbank's answer", () => {
  const session: PosSession = {
    uuid: "session",
    status: "completed",
    creditContractUuid: "contract",
    totalAmount: "129.90",
    currency: "EUR",
  }
  const said: Observation = {
    sessionStatus: "completed",
    contractUuid: "contract",
    inbankAmount: "129.90",
    inbankCurrency: "EUR",
  }

  it("is kept in Inbank's words, the contract's where it was read", () => {
    expect(observationOf(session, undefined)).toEqual(said)
    const contract: Contract = { uuid: "contract", status: "activated", number: "A-1" }
    expect(observationOf(session, contract)).toEqual({
      ...said,
      contractStatus: "activated",
      contractNumber: "A-1",
    })
  })

  it("says terminated by the word or by the day", () => {
    const terminated: Contract = {
      uuid: "contract",
      status: "activated",
      terminatedAt: "2026-11-30T12:00:00Z",
    }
    expect(observationOf(session, terminated).contractStatus).toBe("terminated")
    expect(
      observationOf(session, { ...terminated, status: "terminated", terminatedAt: undefined }).contractStatus,
    ).toBe("terminated")
  })

  it.each<[Partial<SessionColumns>, Partial<Observation>, Partial<Observation>, string | undefined]>([
    [
      { session_status: "granted" },
      { sessionStatus: "completed" },
      { sessionStatus: "completed" },
      undefined,
    ],
    [
      { session_status: "completed" },
      { sessionStatus: "pending", contractStatus: "signed" },
      { sessionStatus: "completed", contractStatus: "signed" },
      "session completed, then pending",
    ],
    [
      { session_status: "completed", contract_status: "activated" },
      { contractStatus: "signed" },
      { sessionStatus: "completed", contractStatus: undefined },
      "contract activated, then signed",
    ],
    [
      { session_status: "completed", contract_status: "signed" },
      { contractStatus: "activated" },
      { contractStatus: "activated" },
      undefined,
    ],
    [{ contract_status: "activated" }, {}, { sessionStatus: "completed" }, undefined],
  ])("to a row of %j, when it says %j, takes nothing back", (before, answer, seen, contradiction) => {
    const read = withoutSteppingBack(row(before), { ...said, ...answer })
    expect(read.seen).toMatchObject(seen)
    expect(read.contradiction).toBe(contradiction)
  })
})
