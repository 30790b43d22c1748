import { demoShop, startSandbox, type Sandbox } from "../index"
import { activeContract, call, getContract, getSession, openSession, shopPath, type Answer } from "./support"

const day = 24 * 60 * 60 * 1000

describe("A partial return", () => {
  let sandbox: Sandbox
  let contract: string
  beforeAll(async () => {
    sandbox = await startSandbox({ sendCallbacks: false })
  })
  beforeEach(async () => {
    sandbox.reset()
    // In Tallinn it is half past two, of the 20th.
    sandbox.clock.set(new Date("2030-03-20T12:30:00Z"))
    contract = await activeContract(sandbox, { totalAmount: 100 })
  })
  afterAll(() => sandbox.close())

  const at = (uuid: string, path: string): string => `${shopPath}/contracts/${uuid}/${path}`
  const options = async (uuid = contract): Promise<unknown> =>
    (await call(sandbox, "GET", at(uuid, "change-options"))).body["options"]
  const draft = (returnAmount: unknown, uuid = contract, type: unknown = "PARTIAL_RETURN"): Promise<Answer> =>
    call(sandbox, "POST", at(uuid, "versions"), { contractChangeDetails: { type, returnAmount } })
  const drafted = async (returnAmount: number): Promise<string> =>
    String((await draft(returnAmount)).body["uuid"])
  const confirm = (version: string, uuid = contract): Promise<Answer> =>
    call(sandbox, "POST", at(uuid, `versions/${version}/confirm`))
  const refusedWith = (...message: string[]) => ({ status: 422, body: { message } })
  const notAllowed = { partialReturn: { allowed: false } }

  it("is offered from the next day on, once the contract is paid out, for anything less than all of it", async () => {
    expect(await options()).toEqual(notAllowed)
    sandbox.clock.advance(day)
    expect(await options()).toEqual({
      partialReturn: { allowed: true, minReturnAmount: 1, maxReturnAmount: 99.99 },
    })
  })

  it("is drafted with the fields that Inbank documents", async () => {
    sandbox.clock.advance(day)
    const { versionUuid } = sandbox.contract(contract) ?? {}
    const { status, body } = await draft(30)
    const text: unknown = expect.any(String)

    expect(status).toBe(201)
    expect(body).toEqual({
      uuid: text,
      status: "draft",
      createdAt: text,
      sourceContractChange: {
        uuid: text,
        fromContractVersionUuid: versionUuid,
        toContractVersionUuid: body["uuid"],
        createdAt: body["createdAt"],
        entityCreatedBy: text,
        contractChangeDetails: { type: "PARTIAL_RETURN", uuid: text, returnAmount: 30 },
      },
      pricingUuid: text,
      paymentScheduleUuid: text,
    })
  })

  it("has not happened while it is a draft, and counts from its confirmation on, which works once", async () => {
    sandbox.clock.advance(day)
    const version = await drafted(30)
    expect(sandbox.refunded(contract)).toBe(0)

    expect(await confirm(version)).toEqual({ status: 204, body: {} })
    expect(sandbox.refunded(contract)).toBe(30)
    expect(await confirm(version)).toEqual(refusedWith("can_not_confirm"))
    expect(sandbox.refunded(contract)).toBe(30)
    expect(sandbox.contract(contract)).toMatchObject({
      status: "activated",
      amount: 100,
      returned: 30,
      withdrawn: false,
      versionUuid: version,
      versions: [{ uuid: version, status: "confirmed", returnAmount: 30, remainingAmount: 70 }],
    })
  })

  it("leaves the session completed and the contract active and withdrawable", async () => {
    sandbox.clock.advance(day)
    await confirm(await drafted(30))
    expect((await getContract(sandbox, contract)).body).toMatchObject({
      status: "activated",
      withdrawable: true,
    })
    expect(sandbox.state().sessions[0]?.status).toBe("completed")
  })

  it("may follow another one, to the cent, until nothing is left that could be a part", async () => {
    sandbox.clock.advance(day)
    await confirm(await drafted(33.1))
    await confirm(await drafted(33.2))
    expect(await options()).toEqual({
      partialReturn: { allowed: true, minReturnAmount: 1, maxReturnAmount: 33.69 },
    })
    await confirm(await drafted(33.69))
    expect(sandbox.contract(contract)?.returned).toBe(99.99)
    expect(await options()).toEqual(notAllowed)
  })

  it.each([
    ["a cent less than the smallest", 0.99],
    ["all of it, which is a withdrawal", 100],
    ["more than there is", 250],
  ])("is refused for %s", async (_what, amount) => {
    sandbox.clock.advance(day)
    expect(await draft(amount)).toEqual(refusedWith("return_amount_is_out_of_range"))
    expect(sandbox.contract(contract)?.versions).toEqual([])
  })

  it("takes the smallest and the largest amount of the range", async () => {
    sandbox.clock.advance(day)
    expect((await draft(1)).status).toBe(201)
    expect((await draft(99.99)).status).toBe(201)
  })

  it("is refused on the day on which the contract was made, even when it was paid out by hand", async () => {
    sandbox.payouts.payOut(contract)
    expect(await draft(30)).toEqual(refusedWith("partial_return_too_early"))
    expect(await options()).toEqual(notAllowed)
  })

  it("is refused before the payout", async () => {
    sandbox.payouts.hold()
    sandbox.clock.advance(3 * day)
    expect(await draft(30)).toEqual(refusedWith("contract_not_paid_out"))
    expect(await options()).toEqual(notAllowed)

    sandbox.payouts.payOut(contract)
    expect((await draft(30)).status).toBe(201)
  })

  it("becomes possible with the day in the shop's country, not in London", async () => {
    sandbox.clock.set(new Date("2030-03-20T21:59:00Z"))
    expect(await options()).toEqual(notAllowed)
    sandbox.clock.set(new Date("2030-03-20T22:00:00Z"))
    expect(await options()).toMatchObject({ partialReturn: { allowed: true } })
  })

  it("becomes possible an hour later in Poland", async () => {
    const polish = await activeContract(sandbox, {
      productCode: "hire_purchase_pln",
      currency: "PLN",
      totalAmount: 500,
    })
    sandbox.clock.set(new Date("2030-03-20T22:59:00Z"))
    expect(await options(polish)).toEqual(notAllowed)
    sandbox.clock.set(new Date("2030-03-20T23:00:00Z"))
    expect(await options(polish)).toMatchObject({ partialReturn: { allowed: true } })
  })

  it("is refused on a contract that is not active", async () => {
    const session = await openSession(sandbox)
    await sandbox.customer.approve(session)
    const signed = String((await getSession(sandbox, session)).body["creditContractUuid"])
    sandbox.clock.advance(day)
    await sandbox.portal.withdraw(contract)

    expect(await draft(30, signed)).toEqual(refusedWith("contract_not_activated"))
    expect(await draft(30)).toEqual(refusedWith("contract_not_activated"))
    expect(await options()).toEqual(notAllowed)
  })

  it("names every fault of a body at once", async () => {
    sandbox.clock.advance(day)
    expect(await draft("30", contract, "FULL_RETURN")).toEqual(
      refusedWith("type_does_not_have_a_valid_value", "return_amount_is_not_valid"),
    )
    expect(await draft(0)).toEqual(refusedWith("return_amount_is_not_valid"))
    expect(await draft(null, contract, null)).toEqual(
      refusedWith("type_is_missing", "return_amount_is_missing"),
    )
    expect(await call(sandbox, "POST", at(contract, "versions"), {})).toEqual(
      refusedWith("contract_change_details_is_missing"),
    )
  })

  describe("of which several were drafted", () => {
    let first: string
    let second: string
    beforeEach(async () => {
      sandbox.clock.advance(day)
      first = await drafted(30)
      second = await drafted(40)
    })

    const words = () => sandbox.contract(contract)?.versions.map(({ status }) => status)

    it("keeps the earlier draft as it is", () => {
      expect(words()).toEqual(["draft", "draft"])
    })

    it("makes the others obsolete when one is confirmed", async () => {
      expect((await confirm(second)).status).toBe(204)
      expect(words()).toEqual(["obsolete", "confirmed"])
      expect(await confirm(first)).toEqual(refusedWith("can_not_confirm"))
      expect(sandbox.refunded(contract)).toBe(40)
    })

    it("makes them obsolete when a person returns a part by hand", async () => {
      await sandbox.portal.returnPart(contract, 5)
      expect(words()).toEqual(["obsolete", "obsolete", "confirmed"])
    })

    it("confirms none of them any more once the contract has ended", async () => {
      await sandbox.portal.withdraw(contract)
      expect(await confirm(first)).toEqual(refusedWith("can_not_confirm"))
      expect(words()).toEqual(["obsolete", "obsolete"])
      expect(sandbox.refunded(contract)).toBe(100)
    })
  })

  it("shows its payment schedule, in strings, as though the smaller amount had been financed", async () => {
    const contractOf1300 = await activeContract(sandbox, { totalAmount: 1300 })
    sandbox.clock.advance(day)
    const { paymentScheduleUuid } = (await draft(300, contractOf1300)).body
    const schedule = await call(
      sandbox,
      "GET",
      at(contractOf1300, `payment-schedules/${String(paymentScheduleUuid)}`),
    )
    const calculation = await call(sandbox, "POST", `${shopPath}/calculations`, {
      productCode: "hire_purchase",
      amount: 1000,
      period: 12,
    })

    expect(schedule).toMatchObject({
      status: 200,
      body: {
        uuid: paymentScheduleUuid,
        amount: "1000.00",
        netCreditAmount: "1000.00",
        period: "12",
        paymentAmountMonthly: calculation.body["paymentAmountMonthly"],
        creditCostAmountTotal: calculation.body["totalCostOfCredit"],
      },
    })
    expect(Object.values(schedule.body).every((value) => typeof value === "string")).toBe(true)
  })

  it("knows no version and no schedule of another contract", async () => {
    const other = await activeContract(sandbox)
    sandbox.clock.advance(day)
    const { body } = await draft(30)
    const schedule = `payment-schedules/${String(body["paymentScheduleUuid"])}`

    expect(await confirm(String(body["uuid"]), other)).toEqual({
      status: 404,
      body: { message: "not_found" },
    })
    expect(await call(sandbox, "GET", at(other, schedule))).toEqual({
      status: 404,
      body: { message: ["payment_schedule_not_found"] },
    })
    expect(await draft(30, "none")).toEqual({ status: 404, body: { message: "not_found" } })
    expect((await call(sandbox, "GET", at("none", "change-options"))).status).toBe(404)
  })

  it("is carried out though the answer never comes, when a fault has it so", async () => {
    sandbox.clock.advance(day)
    for (const [route, path] of [
      ["POST /contracts/versions", "versions"],
      ["POST /contracts/versions/confirm", ""],
    ] as const) {
      sandbox.faults.add({ route, uuid: contract, kind: { type: "reset_after" } })
      const version = sandbox.contract(contract)?.versions[0]?.uuid
      const body = { contractChangeDetails: { type: "PARTIAL_RETURN", returnAmount: 30 } }
      const asked = call(
        sandbox,
        "POST",
        at(contract, path || `versions/${version}/confirm`),
        path ? body : undefined,
      )
      await expect(asked).rejects.toThrow("fetch failed")
    }
    expect(sandbox.refunded(contract)).toBe(30)
    expect(sandbox.journal().slice(-2)).toMatchObject([
      { route: "POST /contracts/versions", acted: true },
      { route: "POST /contracts/versions/confirm", acted: true },
    ])
  })

  it("is confirmed where the shop says, or nowhere", async () => {
    const ours = await startSandbox({
      sendCallbacks: false,
      shops: [
        { ...demoShop, paths: { confirmReturn: "returns/{versionUuid}" } },
        { ...demoShop, shopUuid: "b", apiKey: "key-of-b", paths: { confirmReturn: null } },
        { ...demoShop, shopUuid: "c", apiKey: "key-of-c" },
      ],
    })
    try {
      const uuid = await activeContract(ours)
      ours.clock.advance(day)
      const body = { contractChangeDetails: { type: "PARTIAL_RETURN", returnAmount: 30 } }
      const version = String((await call(ours, "POST", at(uuid, "versions"), body)).body["uuid"])
      const notFound = { status: 404, body: { message: "not_found" } }

      expect(await call(ours, "POST", at(uuid, `versions/${version}/confirm`))).toEqual(notFound)
      const ofB = `/partner/v3/shops/b/contracts/${uuid}`
      expect(await call(ours, "POST", `${ofB}/versions/${version}/confirm`, {}, "key-of-b")).toEqual(notFound)
      expect(await call(ours, "POST", `${ofB}/returns/${version}`, {}, "key-of-b")).toEqual(notFound)
      expect(ours.refunded(uuid)).toBe(0)

      expect((await call(ours, "POST", at(uuid, `returns/${version}`))).status).toBe(204)
      expect(ours.refunded(uuid)).toBe(30)
    } finally {
      await ours.close()
    }
  })
})
