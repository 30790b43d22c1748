import { NotPossible, startSandbox, type Sandbox } from "../index"
import {
  call,
  contractUuidOf,
  getContract,
  getSession,
  openSession,
  shopPath,
  startShopServer,
  type ShopServer,
} from "./support"

describe("The life of a session", () => {
  let sandbox: Sandbox
  let shop: ShopServer
  let now = new Date("2030-01-01T12:00:00Z")
  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => now })
    shop = await startShopServer()
  })
  beforeEach(() => {
    now = new Date("2030-01-01T12:00:00Z")
    sandbox.reset()
    shop.received.length = 0
  })
  afterAll(() => Promise.all([sandbox.close(), shop.close()]))

  const open = (changes = {}): Promise<string> => openSession(sandbox, changes, shop.url)
  const status = async (uuid: string): Promise<unknown> => (await getSession(sandbox, uuid)).body["status"]
  const announced = (): unknown[] => shop.received.map(({ fields }) => JSON.parse(fields["message"] ?? ""))
  const approve = (uuid: string) => call(sandbox, "POST", `${shopPath}/contracts/${uuid}/merchant-approval`)
  const cancel = (uuid: string) => call(sandbox, "POST", `${shopPath}/contracts/${uuid}/cancel`)

  describe("of a product that the merchant approves", () => {
    it("goes from pending by granted to completed, with a callback for each step", async () => {
      const uuid = await open()
      expect(await status(uuid)).toBe("pending")

      await sandbox.customer.approve(uuid)
      const contractUuid = await contractUuidOf(sandbox, uuid)
      expect(await status(uuid)).toBe("granted")
      expect((await getContract(sandbox, contractUuid)).body).toMatchObject({
        status: "signed",
        processStatus: "waiting_for_partners_confirmation",
        withdrawable: false,
        activatedAt: null,
      })

      expect(await approve(contractUuid)).toEqual({ status: 204, body: {} })
      await sandbox.idle()
      expect(await status(uuid)).toBe("completed")
      expect((await getContract(sandbox, contractUuid)).body).toMatchObject({
        status: "activated",
        activatedAt: now.toISOString(),
        partnerApprovalAt: now.toISOString(),
        withdrawable: true,
      })
      expect(announced()).toEqual([
        { uuid, status: "granted" },
        { uuid, status: "completed" },
      ])
    })

    it("is cancelled, and its contract terminated, when the merchant cancels a signed contract", async () => {
      const uuid = await open()
      await sandbox.customer.approve(uuid)
      const contractUuid = await contractUuidOf(sandbox, uuid)

      expect((await cancel(contractUuid)).status).toBe(204)
      await sandbox.idle()

      expect(await status(uuid)).toBe("cancelled")
      expect((await getContract(sandbox, contractUuid)).body).toMatchObject({ status: "terminated" })
      expect(announced()[1]).toEqual({ uuid, status: "cancelled" })
    })

    it("takes each of the merchant's decisions once", async () => {
      const approved = await open()
      const cancelled = await open()
      await Promise.all([sandbox.customer.approve(approved), sandbox.customer.approve(cancelled)])
      const approvedContract = await contractUuidOf(sandbox, approved)
      const cancelledContract = await contractUuidOf(sandbox, cancelled)
      await approve(approvedContract)
      await cancel(cancelledContract)

      const refusals = [
        await approve(approvedContract),
        await cancel(approvedContract),
        await approve(cancelledContract),
        await cancel(cancelledContract),
      ]
      expect(refusals).toEqual([
        { status: 422, body: { message: ["can_not_approve"] } },
        { status: 422, body: { message: ["can_not_cancel"] } },
        { status: 422, body: { message: ["can_not_approve"] } },
        { status: 422, body: { message: ["can_not_cancel"] } },
      ])
    })

    it("has an unsigned contract, and stays pending, between application and signature", async () => {
      const uuid = await open()
      const { redirect } = await sandbox.customer.apply(uuid)
      const contractUuid = await contractUuidOf(sandbox, uuid)

      expect(redirect).toBe(`${sandbox.url}/epos/${uuid}`)
      expect(await status(uuid)).toBe("pending")
      expect((await getContract(sandbox, contractUuid)).body).toMatchObject({
        status: "unsigned",
        signedAt: null,
      })
      expect((await approve(contractUuid)).body).toEqual({ message: ["can_not_approve"] })
      expect(announced()).toEqual([])

      await sandbox.customer.approve(uuid)
      expect(await contractUuidOf(sandbox, uuid)).toBe(contractUuid)
      expect(sandbox.contract(contractUuid)?.status).toBe("signed")
    })

    it("follows what the merchant does by hand in the Partner Portal", async () => {
      const approved = await open()
      const cancelled = await open()
      await sandbox.customer.approve(approved)
      await sandbox.customer.approve(cancelled)

      await sandbox.portal.approve(await contractUuidOf(sandbox, approved))
      await sandbox.portal.cancel(await contractUuidOf(sandbox, cancelled))

      expect([await status(approved), await status(cancelled)]).toEqual(["completed", "cancelled"])
      expect(announced()).toHaveLength(4)
    })

    it("stays completed, and no callback tells of it, whatever is done with its active contract", async () => {
      const uuid = await open()
      await sandbox.customer.approve(uuid)
      const contractUuid = await contractUuidOf(sandbox, uuid)
      await sandbox.portal.approve(contractUuid)

      await sandbox.portal.returnPart(contractUuid, 30)
      await sandbox.portal.withdraw(contractUuid)
      await sandbox.idle()

      expect(await status(uuid)).toBe("completed")
      expect(announced()).toHaveLength(2)
    })
  })

  it("goes straight to completed, with one callback, where no approval is asked", async () => {
    const uuid = await open({ productCode: "hire_purchase_no_approval" })
    await sandbox.customer.approve(uuid)
    const contractUuid = await contractUuidOf(sandbox, uuid)

    expect(await status(uuid)).toBe("completed")
    expect((await getContract(sandbox, contractUuid)).body).toMatchObject({ status: "activated" })
    expect((await approve(contractUuid)).body).toEqual({ message: ["can_not_approve"] })
    expect(announced()).toEqual([{ uuid, status: "completed" }])
  })

  describe("of Pay next month", () => {
    it("completes without approval and never lets its contract be read or decided upon", async () => {
      const uuid = await open({ productCode: "pay_next_month" })
      await sandbox.customer.approve(uuid)
      const contractUuid = await contractUuidOf(sandbox, uuid)

      expect(await status(uuid)).toBe("completed")
      expect(await getContract(sandbox, contractUuid)).toEqual({
        status: 422,
        body: { message: ["contract_not_readable"] },
      })
      expect(sandbox.journal().at(-1)?.note).toContain("must not be used with Pay next month")
      expect((await approve(contractUuid)).body).toEqual({ message: ["can_not_approve"] })
      expect((await cancel(contractUuid)).body).toEqual({ message: ["can_not_cancel"] })
    })

    it("refuses every call of the after-sale side too, and counts each", async () => {
      const uuid = await open({ productCode: "pay_next_month" })
      await sandbox.customer.approve(uuid)
      sandbox.clock.advance(24 * 60 * 60 * 1000)
      const contract = `${shopPath}/contracts/${await contractUuidOf(sandbox, uuid)}`
      const calls = [
        ["POST", "merchant-withdrawal", "can_not_withdraw"],
        ["GET", "change-options", "contract_not_readable"],
        ["POST", "versions", "can_not_return"],
        ["GET", "payment-schedules/any", "contract_not_readable"],
        ["POST", "versions/any/confirm", "can_not_confirm"],
      ] as const
      for (const [method, path, code] of calls) {
        expect(await call(sandbox, method, `${contract}/${path}`)).toEqual({
          status: 422,
          body: { message: [code] },
        })
        expect(sandbox.journal().at(-1)?.note).toContain("must not be used with Pay next month")
      }
      expect(sandbox.upstreamCounts()).toMatchObject({
        "POST /contracts/merchant-withdrawal": 1,
        "GET /contracts/change-options": 1,
        "POST /contracts/versions": 1,
        "GET /contracts/payment-schedules": 1,
        "POST /contracts/versions/confirm": 1,
      })
    })

    it("lets a person return one purchase of a shared contract, and withdraw what is left of it", async () => {
      for (const totalAmount of [120, 250.5]) {
        await sandbox.customer.approve(await open({ productCode: "pay_next_month", totalAmount }))
      }
      expect(sandbox.state().contracts).toMatchObject([{ amount: 370.5 }])
      const uuid = sandbox.state().contracts[0]?.uuid ?? ""

      await sandbox.portal.returnPart(uuid, 120)
      expect(sandbox.refunded(uuid)).toBe(120)
      await sandbox.portal.withdraw(uuid)
      expect(sandbox.refunded(uuid)).toBe(370.5)
    })

    it("adds a later purchase to the contract that is there already", async () => {
      const first = await open({ productCode: "pay_next_month" })
      const second = await open({ productCode: "pay_next_month" })
      const third = await open({ productCode: "pay_next_month" })
      await sandbox.customer.approve(first)
      await sandbox.customer.approve(second)
      await sandbox.customer.cancel(third)

      expect(await contractUuidOf(sandbox, second)).toBe(await contractUuidOf(sandbox, first))
      expect(sandbox.state().contracts).toHaveLength(1)
      expect(sandbox.state().contracts[0]?.status).toBe("activated")
      expect(await status(third)).toBe("cancelled")
    })
  })

  describe("that ends without credit", () => {
    it("is declined by Inbank: one callback, and the browser returns signed", async () => {
      const uuid = await open()
      const { redirect } = await sandbox.customer.decline(uuid)

      expect(await status(uuid)).toBe("declined")
      expect(redirect).toContain(`${shop.url}/return?order=A%201&x=%2F&hmac=`)
      expect(announced()).toEqual([{ uuid, status: "declined" }])
      expect((await getSession(sandbox, uuid)).body).not.toHaveProperty("creditContractUuid")
    })

    it.each([
      [1000.99, "granted"],
      [1001, "declined"],
      [1100.99, "declined"],
      [1101, "granted"],
    ])("an amount of %d is decided by the demo rule: %s", async (totalAmount, decision) => {
      const uuid = await open({ totalAmount })
      await sandbox.customer.approve(uuid)
      expect(await status(uuid)).toBe(decision)
    })

    it("is cancelled by the customer: one callback, and the browser goes to the bare cancel address", async () => {
      const uuid = await open()
      expect(await sandbox.customer.cancel(uuid)).toEqual({ redirect: `${shop.url}/cancel?order=A1` })
      expect(await status(uuid)).toBe("cancelled")
      expect(announced()).toEqual([{ uuid, status: "cancelled" }])
    })

    it("terminates its contract when it is cancelled after the signature", async () => {
      const uuid = await open()
      await sandbox.customer.approve(uuid)
      await sandbox.customer.cancel(uuid)
      expect(sandbox.contract(await contractUuidOf(sandbox, uuid))?.status).toBe("terminated")
    })

    it("expires at validUntil by itself and without a callback", async () => {
      const uuid = await open({ validUntil: "2030-01-01T15:00:00+02:00" })
      now = new Date("2030-01-01T12:59:59Z")
      expect(await status(uuid)).toBe("pending")
      now = new Date("2030-01-01T13:00:00Z")
      expect(await status(uuid)).toBe("expired")
      await sandbox.idle()
      expect(announced()).toEqual([])
    })

    it("expires at the sandbox's own default of a day when the shop names no time", async () => {
      const uuid = await open()
      now = new Date("2030-01-02T12:00:00Z")
      expect(await sandbox.expireSessions()).toEqual([uuid])
      expect(sandbox.session(uuid)?.status).toBe("expired")
    })

    it("expires early only when a test asks for it, and only while nobody has signed, as at a bank (P6)", async () => {
      const openSessionUuid = await open()
      await sandbox.customer.approve(await open())
      const completed = await open({ productCode: "hire_purchase_no_approval" })
      await sandbox.customer.approve(completed)

      expect(await sandbox.expireSessions()).toEqual([])
      expect(await sandbox.expireSessions({ evenIfStillValid: true })).toEqual([openSessionUuid])
      expect(sandbox.session(completed)?.status).toBe("completed")
    })

    it("can not be approved any more once it expired while granted", async () => {
      const uuid = await open()
      await sandbox.customer.approve(uuid)
      const contractUuid = await contractUuidOf(sandbox, uuid)
      expect(await sandbox.expireSessions({ evenIfStillValid: true, evenIfSigned: true })).toEqual([uuid])

      expect((await approve(contractUuid)).body).toEqual({ message: ["can_not_approve"] })
      expect(sandbox.contract(contractUuid)?.status).toBe("terminated")
    })
  })

  it("refuses steps that its status does not allow, with a sentence", async () => {
    const uuid = await open()
    await sandbox.customer.cancel(uuid)

    const approval = sandbox.customer.approve(uuid)
    await expect(approval).rejects.toThrow(NotPossible)
    await expect(approval).rejects.toThrow(`The POS session ${uuid} is cancelled, so it cannot be signed.`)
    await expect(sandbox.portal.approve("none")).rejects.toThrow("There is no contract none in the sandbox.")
  })
})
