import { demoShop, NotPossible, NotValid, startSandbox, type Sandbox } from "../index"
import { activeContract, call, getContract, openSession, shopPath, type Answer } from "./support"

describe("A withdrawal", () => {
  let sandbox: Sandbox
  let contract: string
  beforeAll(async () => {
    sandbox = await startSandbox({ sendCallbacks: false })
  })
  beforeEach(async () => {
    sandbox.reset()
    contract = await activeContract(sandbox)
  })
  afterAll(() => sandbox.close())

  const address = (uuid: string, path = "merchant-withdrawal"): string =>
    `${shopPath}/contracts/${uuid}/${path}`
  const withdraw = (uuid = contract): Promise<Answer> => call(sandbox, "POST", address(uuid))
  const refused = { status: 422, body: { message: ["can_not_withdraw"] } }
  const withdrawable = async (): Promise<unknown> =>
    (await getContract(sandbox, contract)).body["withdrawable"]

  it("ends the contract on the very day on which it was made, and gives back the whole amount", async () => {
    const { body: before } = await getContract(sandbox, contract)
    expect(before).toMatchObject({ status: "activated", withdrawable: true })

    expect(await withdraw()).toEqual({ status: 204, body: {} })

    const { body } = await getContract(sandbox, contract)
    const text: unknown = expect.any(String)
    expect(body).toEqual({
      ...before,
      status: "terminated",
      processStatus: "terminated",
      withdrawable: false,
      terminatedAt: text,
      terminationReason: "withdrawn",
    })
    expect(sandbox.contract(contract)).toMatchObject({ withdrawn: true, returned: 0, amount: 300 })
    expect(sandbox.refunded(contract)).toBe(300)
    expect(sandbox.state().sessions[0]?.status).toBe("completed")
  })

  it("gives back all the rest after a partial return", async () => {
    await sandbox.portal.returnPart(contract, 30.1)
    await withdraw()
    expect(sandbox.contract(contract)).toMatchObject({ withdrawn: true, returned: 30.1 })
    expect(sandbox.refunded(contract)).toBe(300)
  })

  it("is done once", async () => {
    await withdraw()
    expect(await withdraw()).toEqual(refused)
    expect(sandbox.journal().at(-1)?.note).toBe(
      `The contract ${contract} is terminated, so it cannot be withdrawn.`,
    )
  })

  it("is refused before the contract is active, and for a contract that is none of the shop's", async () => {
    const session = await openSession(sandbox)
    await sandbox.customer.approve(session)
    const signed = sandbox.session(session)?.creditContractUuid ?? ""

    expect(await withdraw(signed)).toEqual(refused)
    expect(sandbox.contract(signed)?.status).toBe("signed")
    expect(await withdraw("none")).toEqual({ status: 404, body: { message: "not_found" } })
  })

  it("is refused by API while a person has forbidden it, and still possible by hand", async () => {
    await sandbox.portal.forbidWithdrawal(contract, "61 days have passed")
    expect(await withdrawable()).toBe(false)
    expect(await withdraw()).toEqual(refused)
    expect(sandbox.journal().at(-1)?.note).toContain("61 days have passed")

    await sandbox.portal.allowWithdrawal(contract)
    expect(await withdrawable()).toBe(true)

    await sandbox.portal.forbidWithdrawal(contract)
    await sandbox.portal.withdraw(contract)
    expect(sandbox.contract(contract)).toMatchObject({ status: "terminated", withdrawn: true })
  })

  it("is carried out though its answer never comes, when a fault has it so", async () => {
    sandbox.faults.add({ route: "POST /contracts/merchant-withdrawal", kind: { type: "reset_after" } })
    await expect(withdraw()).rejects.toThrow("fetch failed")
    expect(sandbox.refunded(contract)).toBe(300)
  })

  it("is asked for where the shop says, or nowhere", async () => {
    const ours = await startSandbox({
      sendCallbacks: false,
      shops: [
        { ...demoShop, paths: { withdrawal: "withdrawals" } },
        { ...demoShop, shopUuid: "b", apiKey: "key-of-b", paths: { withdrawal: null } },
        { ...demoShop, shopUuid: "c", apiKey: "key-of-c", paths: {} },
      ],
    })
    try {
      const uuid = await activeContract(ours)
      const status = async (shop: string, key: string, path: string): Promise<unknown> => {
        const { status, body } = await call(
          ours,
          "POST",
          `/partner/v3/shops/${shop}/contracts/${uuid}/${path}`,
          undefined,
          key,
        )
        return [status, body["message"]]
      }
      const notFound = [404, "not_found"]
      expect(await status(demoShop.shopUuid, demoShop.apiKey, "merchant-withdrawal")).toEqual(notFound)
      expect(await status("b", "key-of-b", "merchant-withdrawal")).toEqual(notFound)
      expect(await status("b", "key-of-b", "withdrawals")).toEqual(notFound)
      expect(await status("c", "key-of-b", "merchant-withdrawal")).toEqual([403, expect.anything()])
      expect(await status("nobody's", "key-of-b", "merchant-withdrawal")).toEqual([403, expect.anything()])
      expect(await status("c", "no key", "merchant-withdrawal")).toEqual([401, "unauthorized"])
      expect(ours.refunded(uuid)).toBe(0)

      expect(await status(demoShop.shopUuid, demoShop.apiKey, "withdrawals")).toEqual([204, undefined])
      expect(ours.refunded(uuid)).toBe(300)
    } finally {
      await ours.close()
    }
  })

  it.each([
    { withdrawal: "/merchant-withdrawal" },
    { withdrawal: "{versionUuid}" },
    { confirmReturn: "versions/confirm" },
    { confirmReturn: "versions/{versionUuid}/:id" },
  ])("stops the sandbox from starting when its address cannot be one: %j", async (paths) => {
    await expect(startSandbox({ shops: [{ ...demoShop, paths }] })).rejects.toThrow("must look like")
  })
})

describe("By hand in the Partner Portal", () => {
  let sandbox: Sandbox
  let contract: string
  beforeAll(async () => {
    sandbox = await startSandbox({ sendCallbacks: false })
  })
  beforeEach(async () => {
    sandbox.reset()
    contract = await activeContract(sandbox)
  })
  afterAll(() => sandbox.close())

  it("a part is returned at once, on the first day and before the payout", async () => {
    await sandbox.portal.returnPart(contract, 0.01)
    await sandbox.portal.returnPart(contract, 30)
    expect(sandbox.contract(contract)).toMatchObject({
      status: "activated",
      returned: 30.01,
      versions: [
        { status: "confirmed", returnAmount: 0.01 },
        { status: "confirmed", returnAmount: 30, remainingAmount: 269.99 },
      ],
    })
  })

  it("all of it, or more than what is left, is no part", async () => {
    await sandbox.portal.returnPart(contract, 100)
    for (const amount of [200, 300]) {
      const returned = sandbox.portal.returnPart(contract, amount)
      await expect(returned).rejects.toThrow(NotPossible)
      await expect(returned).rejects.toThrow("no more than 199.99 can be returned as a part")
    }
    expect(sandbox.refunded(contract)).toBe(100)
  })

  it.each([0, -1, 1.005, Number.NaN])("%d is no amount", async (amount) => {
    await expect(sandbox.portal.returnPart(contract, amount)).rejects.toThrow(NotValid)
    expect(sandbox.contract(contract)?.versions).toEqual([])
  })

  it("an early repayment ends the contract for another reason, and gives nothing back", async () => {
    await sandbox.portal.returnPart(contract, 50)
    await sandbox.portal.repayEarly(contract)
    expect((await getContract(sandbox, contract)).body).toMatchObject({
      status: "terminated",
      terminationReason: "repaid_early",
      withdrawable: false,
    })
    expect(sandbox.contract(contract)?.withdrawn).toBe(false)
    expect(sandbox.refunded(contract)).toBe(50)
  })

  it("nothing is possible with a contract that has ended", async () => {
    await sandbox.portal.repayEarly(contract)
    const { portal } = sandbox
    for (const step of [
      portal.withdraw(contract),
      portal.returnPart(contract, 1),
      portal.repayEarly(contract),
    ]) {
      await expect(step).rejects.toThrow(`The contract ${contract} is terminated, so it cannot be`)
    }
    expect(() => sandbox.refunded("none")).toThrow("There is no contract none in the sandbox.")
  })
})
